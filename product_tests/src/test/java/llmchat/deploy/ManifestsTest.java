package llmchat.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** The manifests of the repository are what the API takes, and keep every rule. */
class ManifestsTest {
  /** In the order in which they are applied. */
  private static final List<String> FILES =
      List.of(
          "k8s/postgres-deployment.yaml",
          "k8s/redis-deployment.yaml",
          "k8s/gateway-service-deployment.yaml",
          "k8s/gpt-4-mini-deployment.yaml");

  static final List<Rule<Cluster>> RULES = KubernetesRules.ALL;

  private static Cluster cluster;

  @BeforeAll
  static void read() throws IOException {
    cluster = Cluster.ofFiles(FILES.stream().map(Repository::file).toList());
  }

  @Test
  void everyObjectIsWhatTheApiTakes() {
    for (Resource resource : cluster.resources()) {
      assertThat(KubernetesTypes.mistake(resource.json())).as("%s", resource).isEmpty();
    }
    assertThat(cluster.resources()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("RULES")
  void keepsTheRuleThat(Rule<Cluster> rule) {
    assertThat(rule.in(cluster)).isEmpty();
  }

  @Test
  void anotherModelIsTheSameFileWithTwoNamesChanged() throws IOException {
    String file = Files.readString(Repository.file("k8s/gpt-4-mini-deployment.yaml"));
    String other = file.replace("gpt-4-mini", "gpt-4-big").replace("gpt-4o-mini", "gpt-4o");
    String gateway = Files.readString(Repository.file("k8s/gateway-service-deployment.yaml"));
    String routing = "{\"gpt-4o-mini\": \"gpt-4-mini\"";
    assertThat(gateway).contains(routing);

    List<JsonNode> objects = new ArrayList<>(YamlDocuments.of(other));
    objects.addAll(
        YamlDocuments.of(gateway.replace(routing, routing + ", \"gpt-4o\": \"gpt-4-big\"")));
    cluster.resources().stream()
        .filter(each -> !each.name().equals("gateway-service"))
        .forEach(each -> objects.add(each.json()));

    assertThat(Rule.breaches(RULES, Cluster.of(objects))).isEmpty();
  }
}
