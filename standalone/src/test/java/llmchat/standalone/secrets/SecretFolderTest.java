package llmchat.standalone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import llmchat.llm.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets as files. */
class SecretFolderTest {
  private static final SecretName PASSWORD = SecretName.parse("postgres/POSTGRES_PASSWORD");
  private static final SecretName OPENAI = SecretName.parse("openai/OPENAI_API_KEY?");

  @TempDir Path folder;

  @Test
  void makesARandomSecretOnce() throws IOException {
    assertThat(secrets(Map.of()).put(PASSWORD)).isEqualTo(Origin.MADE);
    String first = Files.readString(file(PASSWORD));
    assertThat(first).matches("[A-Za-z0-9_-]{43}");

    assertThat(secrets(Map.of()).put(PASSWORD)).isEqualTo(Origin.KEPT);
    assertThat(Files.readString(file(PASSWORD))).isEqualTo(first);
  }

  @Test
  void takesNoFolderForASecret() throws IOException {
    Files.createDirectories(file(PASSWORD));
    assertThatThrownBy(() -> secrets(Map.of()).put(PASSWORD))
        .isInstanceOf(SecretsException.class)
        .hasMessageContaining(file(PASSWORD).toString());
  }

  @Test
  void letsEveryUserReadAndNobodyWrite() throws IOException {
    secrets(Map.of()).put(PASSWORD);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(PASSWORD))))
        .isEqualTo("r--r--r--");
  }

  @Test
  void writesWhatTheEnvFileSaysAtEachRun() throws IOException {
    secrets(Map.of()).put(PASSWORD);
    for (String value : new String[] {"first value", "another €"}) {
      Map<String, Secret> given = Map.of("POSTGRES_PASSWORD", new Secret(value));
      assertThat(secrets(given).put(PASSWORD)).isEqualTo(Origin.ENV_FILE);
      assertThat(Files.readString(file(PASSWORD))).isEqualTo(value);
    }
    assertThat(secrets(Map.of()).put(PASSWORD)).isEqualTo(Origin.KEPT);
  }

  @Test
  void leavesAnEmptyFileWhereNothingIsGiven() throws IOException {
    assertThat(secrets(Map.of()).put(OPENAI)).isEqualTo(Origin.NOT_GIVEN);
    assertThat(file(OPENAI)).isEmptyFile();

    secrets(Map.of("OPENAI_API_KEY", new Secret("a-key"))).put(OPENAI);
    assertThat(file(OPENAI)).hasContent("a-key");
    assertThat(new SecretFolder(folder, Map.of(), false).put(OPENAI))
        .as("without an env file nothing is taken away")
        .isEqualTo(Origin.KEPT);
    assertThat(secrets(Map.of()).put(OPENAI)).isEqualTo(Origin.NOT_GIVEN);
    assertThat(file(OPENAI)).as("the key was taken out of the env file").isEmptyFile();
  }

  @Test
  void makesASecretWhereAnEmptyFileLies() throws IOException {
    Files.createDirectories(folder.resolve("postgres"));
    Files.createFile(file(PASSWORD));
    assertThat(secrets(Map.of()).put(PASSWORD)).isEqualTo(Origin.MADE);
    assertThat(Files.size(file(PASSWORD))).isEqualTo(43);
  }

  @Test
  void worksInAMountPointAndLeavesNothingElseThere() throws IOException {
    Path mount = Files.createDirectory(folder.resolve("postgres"));
    Files.setPosixFilePermissions(mount, PosixFilePermissions.fromString("rwxrwxrwx"));
    secrets(Map.of()).put(PASSWORD);
    secrets(Map.of("POSTGRES_PASSWORD", new Secret("x"))).put(PASSWORD);
    try (Stream<Path> files = Files.list(mount)) {
      assertThat(files).containsExactly(file(PASSWORD));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mount)))
        .isEqualTo("rwxrwxrwx");
  }

  @Test
  void saysWhichFileCannotBeWritten() throws IOException {
    Files.createFile(folder.resolve("postgres"));
    assertThatThrownBy(() -> secrets(Map.of()).put(PASSWORD))
        .isInstanceOf(SecretsException.class)
        .hasMessageContaining("postgres/POSTGRES_PASSWORD cannot be written")
        .hasMessageContaining("Let this user write");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "?", "KEY", "a/", "/b", "../b", "a/..", "./b", "a/b/c", "a/b c", "a/b\n", "ä/b", "a/b??"
      })
  void refusesOtherNames(String name) {
    assertThatThrownBy(() -> SecretName.parse(name)).isInstanceOf(IllegalArgumentException.class);
  }

  private SecretFolder secrets(Map<String, Secret> given) {
    return new SecretFolder(folder, given, true);
  }

  private Path file(SecretName name) {
    return folder.resolve(name.toString());
  }
}
