package llmchat.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Setup;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dashboard and alerts ask for metrics that there are. */
class DashboardTest {
  private static final Path FOLDER = Guide.home().resolve("deploy/observability");
  private static final String TOKEN = "a-token-of-the-two-services";
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\w+)$");

  @Test
  void everyMetricThatIsAskedForExists() throws Exception {
    Set<String> asked = new TreeSet<>();
    dashboardQueries().forEach(query -> asked.addAll(PromQl.metrics(query)));
    alertQueries().forEach(query -> asked.addAll(PromQl.metrics(query)));

    assertThat(asked)
        .contains("gateway_requests_total", "jvm_gc_pause_seconds_sum", "inference_open_streams")
        .isSubsetOf(existing());
  }

  @Test
  void everyAlertThatTheGuideNamesIsThere() throws Exception {
    String worth = Guide.of("docs/operations.md").text();
    worth = worth.substring(worth.indexOf("Worth an alert:"));
    worth = worth.substring(0, worth.indexOf("\n\n"));
    Set<String> named = new TreeSet<>();
    Pattern.compile("gateway_\\w+").matcher(worth).results().forEach(n -> named.add(n.group()));
    Set<String> watched = new TreeSet<>();
    alertQueries().forEach(query -> watched.addAll(PromQl.metrics(query)));

    assertThat(named).hasSizeGreaterThan(4).isSubsetOf(watched);
  }

  @Test
  void panelsHaveIdsOfTheirOwnAndNeverOverlap() throws Exception {
    List<JsonNode> panels = dashboard().path("panels").valueStream().toList();
    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels.stream().flatMap(DashboardTest::cells).toList()).doesNotHaveDuplicates();
  }

  private static Stream<String> cells(JsonNode panel) {
    JsonNode place = panel.path("gridPos");
    int left = place.path("x").asInt();
    int top = place.path("y").asInt();
    return IntStream.range(left, left + place.path("w").asInt())
        .boxed()
        .flatMap(
            x -> IntStream.range(top, top + place.path("h").asInt()).mapToObj(y -> x + "," + y));
  }

  private static JsonNode dashboard() throws Exception {
    return JsonMapper.shared()
        .readTree(Files.readString(FOLDER.resolve("grafana/dashboards/llm-chat.json")));
  }

  private static List<String> dashboardQueries() throws Exception {
    List<String> queries = new ArrayList<>(dashboard().findValuesAsString("expr"));
    queries.addAll(dashboard().findValuesAsString("definition"));
    return queries;
  }

  private static List<String> alertQueries() throws Exception {
    Object rules =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(FOLDER.resolve("prometheus/alerts.yaml")));
    return JsonMapper.shared().valueToTree(rules).findValuesAsString("expr");
  }

  /** The guide's table, which another test compares with a scrape, and what both services have. */
  private Set<String> existing() throws Exception {
    Set<String> names = new TreeSet<>(Set.of("up"));
    try (Product product =
            Setup.of(Form.ONE_PROCESS).withDemo().with("INFERENCE_TOKEN", TOKEN).start();
        Http inference = Http.to(product.inference().inferencePort())) {
      Http caller = product.admin();
      caller.post(
          "/v1/chat/completions",
          "{\"model\":\"demo\",\"stream\":true,"
              + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}");
      System.gc(); // so that there is a pause to measure
      addNames(caller.get("/metrics").body(), names);
      addNames(inference.bearer(TOKEN).get("/metrics").body(), names);
    }
    names.addAll(Guide.of("docs/operations.md").firstColumn("metrics"));
    return names;
  }

  private static void addNames(String scrape, Set<String> names) {
    TYPE.matcher(scrape)
        .results()
        .forEach(type -> {
          names.add(type.group(1));
          if (type.group(2).equals("histogram") || type.group(2).equals("summary")) {
            names.add(type.group(1) + "_bucket");
            names.add(type.group(1) + "_count");
            names.add(type.group(1) + "_sum");
          }
        });
  }
}
