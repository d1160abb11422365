package llmchat.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import llmchat.llm.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secrets of a deployment's {@code .env} file. */
class EnvSecretsTest {
  private static final ConfigSpec SPEC =
      ConfigSpec.of(Setting.secret("ADMIN_KEY", Group.GATEWAY, "A key"));
  private static final Set<String> NAMES = Set.of("ADMIN_KEY", "POSTGRES_PASSWORD", "OTHER");

  @TempDir Path folder;

  @Test
  void takesTheNamedValuesAndNoOthers() throws IOException {
    Path file =
        write(
            "ADMIN_KEY='an-admin-key'\nexport POSTGRES_PASSWORD=pass word # why\nLOG_LEVEL=info\n");
    assertThat(EnvSecrets.read(SPEC, file, NAMES))
        .isEqualTo(
            Map.of(
                "ADMIN_KEY",
                new Secret("an-admin-key"),
                "POSTGRES_PASSWORD",
                new Secret("pass word")));
  }

  @Test
  void findsNothingWhereThereIsNothing() throws IOException {
    assertThat(EnvSecrets.read(SPEC, folder.resolve("missing"), NAMES)).isEmpty();
    assertThat(EnvSecrets.read(SPEC, write("ADMIN_KEY=\nOTHER='  '\n"), NAMES)).isEmpty();
    assertThat(EnvSecrets.read(SPEC, folder, NAMES))
        .as("a container's mount of a file that was missing is a folder")
        .isEmpty();
  }

  @Test
  void refusesValuesThatCouldNotBeUsed() throws IOException {
    Path file = write("ADMIN_KEY=two words\nOTHER=\"two\\nlines\"\n");
    assertThatThrownBy(() -> EnvSecrets.read(SPEC, file, NAMES))
        .isInstanceOfSatisfying(
            ConfigException.class,
            problem ->
                assertThat(problem.render())
                    .contains("ADMIN_KEY (" + file + ":1): the value holds a space")
                    .contains("OTHER (" + file + ":2): the value holds a line break")
                    .doesNotContain("two"));
  }

  @Test
  void tellsLinesThatAreNone() throws IOException {
    Path file = write("this is nothing\n");
    assertThatThrownBy(() -> EnvSecrets.read(SPEC, file, NAMES))
        .hasMessageContaining(file + ":1")
        .hasMessageContaining("not NAME=value");
  }

  @Test
  void saysWhoMayReadAFileThatItMayNot() throws IOException {
    Path file = write("ADMIN_KEY=x\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    if (Files.isReadable(file)) {
      System.err.println("SKIPPED: this user may read every file, so none can be closed to it");
    }
    assumeFalse(Files.isReadable(file));
    assertThatThrownBy(() -> EnvSecrets.read(SPEC, file, NAMES))
        .hasMessageContaining("may not read it")
        .hasMessageContaining(" with mode -w-------")
        .hasMessageContaining("run this as the file's owner");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("env"), text);
  }
}
