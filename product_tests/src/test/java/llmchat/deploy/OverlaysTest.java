package llmchat.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the overlays apply is what the API takes, and keeps every rule. */
class OverlaysTest {
  static Stream<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(Repository.file("deploy/kubernetes"))) {
      List<Path> overlays = folders.filter(folder -> !isComponent(folder)).sorted().toList();
      assertThat(overlays).hasSizeGreaterThan(1);
      return Stream.concat(Stream.of(Repository.file("k8s")), overlays.stream());
    }
  }

  static Stream<Path> components() throws IOException {
    try (Stream<Path> folders = Files.list(Repository.file("deploy/kubernetes"))) {
      return folders.filter(OverlaysTest::isComponent).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void keepEveryRule(Path folder) throws IOException {
    assertGood(Overlay.build(folder));
  }

  @ParameterizedTest
  @MethodSource("components")
  void keepEveryRuleWithAComponent(Path component) throws IOException {
    assertGood(Overlay.build(Repository.file("k8s"), component));
  }

  private static void assertGood(Cluster cluster) {
    for (Resource resource : cluster.resources()) {
      assertThat(KubernetesTypes.mistake(resource.json())).as("%s", resource).isEmpty();
    }
    assertThat(Rule.breaches(KubernetesRules.ALL, cluster)).isEmpty();
  }

  private static boolean isComponent(Path folder) {
    try {
      return Files.readString(folder.resolve("kustomization.yaml")).contains("kind: Component");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
