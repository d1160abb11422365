package llmchat.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file and folder of the deployment that a guide or another file names is there. */
class NamedFilesTest {
  private static final Pattern NAMED =
      Pattern.compile(
          "(?<![\\w./-])(?:k8s|deploy|(?:gateway_service|inference_service|standalone)(?=/Docker))"
              + "/[\\w./-]*\\w");

  /** What a command of the text makes. */
  private static final Pattern WRITTEN = Pattern.compile(">\\s?([\\w./-]+)");

  private static final List<String> PLACES = List.of("docs", "k8s", "deploy");
  private static final Pattern TEXT = Pattern.compile(".*(\\.md|\\.yaml|/verify-[^/]*)");

  static Stream<Path> files() throws IOException {
    Stream.Builder<Path> files = Stream.builder();
    files.add(Repository.file("README.md")).add(Repository.file("docker-compose.yaml"));
    for (String place : PLACES) {
      try (Stream<Path> all = Files.walk(Repository.file(place))) {
        all.filter(Files::isRegularFile)
            .filter(file -> TEXT.matcher(file.toString()).matches())
            .forEach(files::add);
      }
    }
    return files.build().map(Repository.home()::relativize);
  }

  @ParameterizedTest
  @MethodSource("files")
  void areThere(Path place) throws IOException {
    String text = Files.readString(Repository.home().resolve(place));
    Set<String> written =
        WRITTEN.matcher(text).results().map(file -> file.group(1)).collect(Collectors.toSet());
    assertThat(NAMED.matcher(text).results().map(MatchResult::group))
        .filteredOn(named -> !written.contains(named))
        .allSatisfy(named -> assertThat(Repository.file(named)).exists());
  }
}
