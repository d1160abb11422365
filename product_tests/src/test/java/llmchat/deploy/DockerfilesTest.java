package llmchat.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.gateway.GatewayListenerSettings;
import llmchat.inference.http.InferenceListenerSettings;
import llmchat.server.config.ServiceRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The three images: one program, and as little as possible around it. */
class DockerfilesTest {
  static Stream<Dockerfile> files() throws IOException {
    return Stream.of(
        Dockerfile.of("gateway_service/Dockerfile"),
        Dockerfile.of("inference_service/Dockerfile"),
        Dockerfile.of("standalone/Dockerfile"));
  }

  @Test
  void areTheSameUpToTheLastStage() throws IOException {
    assertThat(files().map(Dockerfile::head).distinct()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("files")
  void beginWithImagesOfOneVersion(Dockerfile file) {
    Set<String> stages =
        file.all("FROM")
            .filter(from -> from.contains(" AS "))
            .map(from -> from.replaceFirst(".* AS ", ""))
            .collect(Collectors.toSet());
    assertThat(file.all("FROM").map(from -> from.replaceFirst(" .*", "")))
        .filteredOn(image -> !stages.contains(image))
        .isNotEmpty()
        .allMatch(image -> PodRules.PINNED.matcher(image).matches());
  }

  @ParameterizedTest
  @MethodSource("files")
  void endAsAUserWhoIsNotRootByNumber(Dockerfile file) {
    assertThat(file.last("USER")).matches("[1-9]\\d*(:[1-9]\\d*)?");
  }

  @ParameterizedTest
  @MethodSource("files")
  void fetchNothingBehindTheBuildersBack(Dockerfile file) {
    assertThat(file.all("ADD")).isEmpty();
    assertThat(file.all("RUN")).noneMatch(line -> line.matches(".*\\b(curl|wget|apt-get)\\b.*"));
    assertThat(file.text()).doesNotContain("# syntax=");
  }

  @ParameterizedTest
  @MethodSource("files")
  void startAndCheckTheProgramWithoutAShell(Dockerfile file) {
    assertThat(file.last("ENTRYPOINT")).startsWith("[").contains("llm-chat.jar");
    assertThat(file.last("CMD")).matches("\\[\"(gateway|inference|serve)\"]");
    assertThat(file.last("HEALTHCHECK")).contains("CMD [").contains("healthcheck");
  }

  @ParameterizedTest
  @MethodSource("files")
  void tellThePortThatTheProgramListensOn(Dockerfile file) {
    int port =
        (file.last("CMD").contains("inference")
                ? InferenceListenerSettings.INFERENCE_PORT
                : GatewayListenerSettings.GATEWAY_PORT)
            .defaultFor(ServiceRole.STANDALONE)
            .orElseThrow();
    assertThat(file.all("EXPOSE")).contains(Integer.toString(port));
  }

  @ParameterizedTest
  @MethodSource("files")
  void holdNoSecret(Dockerfile file) {
    for (String line : Stream.concat(file.all("ENV"), file.all("ARG")).toList()) {
      for (String assignment : List.of(line.split(" "))) {
        assertThat(SecretRules.isSecret(assignment.replaceFirst("=.*", ""))).as(line).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void copyWhatTheRepositoryHas(Dockerfile file) {
    file.all("COPY")
        .filter(line -> !line.startsWith("--from="))
        .map(line -> List.of(line.split(" ")))
        .flatMap(words -> words.subList(0, words.size() - 1).stream())
        .forEach(source -> assertThat(Files.exists(Repository.file(source))).as(source).isTrue());
  }
}
