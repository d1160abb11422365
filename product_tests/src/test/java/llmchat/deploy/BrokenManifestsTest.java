package llmchat.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Breaks one thing after the other in the real manifests: the rules find each. */
class BrokenManifestsTest {
  /**
   * One change that breaks a rule.
   *
   * @param resource what is changed; {@code +} for one that is added
   * @param operation of JSON Patch, or {@code drop} for the whole resource
   */
  record Change(String rule, String resource, String operation, String path, String value) {
    static Change of(String row) {
      String[] cells = row.split("\\|", 5);
      return new Change(
          cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip());
    }

    Cluster in(Cluster cluster) {
      List<Resource> changed = new ArrayList<>();
      if (resource.equals("+")) {
        changed.add(new Resource(json()));
      }
      for (Resource each : cluster.resources()) {
        JsonNode copy = each.json().deepCopy();
        boolean meant = each.toString().equals(resource);
        if (meant && !operation.equals("drop")) {
          JsonPatch.apply(operation, path, json(), copy);
        }
        if (!meant || !operation.equals("drop")) {
          changed.add(new Resource(copy));
        }
      }
      return new Cluster(changed, cluster.ownSecrets());
    }

    private JsonNode json() {
      return YamlDocuments.of(value.isEmpty() ? "~" : value).getFirst();
    }
  }

  private static Cluster good;

  @BeforeAll
  static void read() throws IOException {
    good = Overlay.build(Repository.file("k8s"));
    assertThat(Rule.breaches(KubernetesRules.ALL, good)).isEmpty();
  }

  static Stream<Change> changes() throws IOException {
    try (InputStream rows = BrokenManifestsTest.class.getResourceAsStream("broken-manifests.csv")) {
      String text = new String(Objects.requireNonNull(rows).readAllBytes(), UTF_8);
      return text.lines().skip(1).map(Change::of).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void findsWhatIsWrong(Change change) {
    Cluster changed = change.in(good);

    assertThat(changed).isNotEqualTo(good);
    assertThat(Rule.breaches(KubernetesRules.ALL, changed))
        .anyMatch(breach -> breach.endsWith(" breaks: " + change.rule()));
  }

  @Test
  void everyRuleIsSeenToBeBroken() throws IOException {
    assertThat(changes().map(Change::rule).distinct())
        .containsExactlyInAnyOrderElementsOf(
            KubernetesRules.ALL.stream().map(Rule::sentence).toList());
  }
}
