package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What the gateway tells about itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsAndDocsTest {
  private Product product;

  @BeforeAll
  void install() {
    product = Setup.of(Form.ONE_PROCESS).start();
  }

  @AfterAll
  void close() {
    product.close();
  }

  @Test
  void tellsTheAdminItsMetricsAsTextOrJson() throws Exception {
    Account ann = Account.signUp(product.http());
    product.http().bearer(ann.key()).post("/chat/", "{\"message\": \"Hi\"}");

    HttpResponse<String> text = product.admin().get("/metrics/");
    assertThat(text.statusCode()).isEqualTo(200);
    assertThat(text.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    assertThat(text.body())
        .contains("gateway_requests_total{")
        .contains("route=\"/chat\"")
        .contains("gateway_tokens_total{model=\"gpt-4o-mini\",type=\"input\"} 9.0")
        .doesNotContain(ann.name())
        .doesNotContain(ann.key());

    HttpResponse<String> json = product.admin().with("Accept", "application/json").get("/metrics");
    assertThat(json.headers().firstValue("content-type")).contains("application/json");
    JsonNode numbers = Account.json(json);
    assertThat(numbers.isObject()).isTrue();
    assertThat(numbers.properties()).allSatisfy(entry -> entry.getValue().isNumber());
    assertThat(numbers.path("gateway_inflight_requests").asInt()).isEqualTo(1);
  }

  @Test
  void tellsNobodyElseItsMetrics() throws Exception {
    Account ann = Account.signUp(product.http());

    HttpResponse<String> stranger = product.http().get("/metrics/");
    assertThat(stranger.statusCode()).isEqualTo(403);
    assertThat(stranger.body()).isEqualTo("{\"detail\":\"Unauthorized\"}");
    HttpResponse<String> user = product.http().bearer(ann.key()).get("/metrics/");
    assertThat(user.statusCode()).isEqualTo(403);
    assertThat(user.body()).isEqualTo(Account.NOT_AN_ADMIN);
  }

  @Test
  void showsItsDocumentsToEverybody() throws Exception {
    for (String path : List.of("/docs", "/docs/", "/docs/swagger-ui-bundle.js")) {
      assertThat(product.http().get(path).statusCode()).as(path).isEqualTo(200);
    }
    HttpResponse<String> document = product.http().get("/openapi.json");
    assertThat(document.statusCode()).isEqualTo(200);
    assertThat(Account.json(document).path("openapi").asString("")).startsWith("3.");
  }

  @Test
  void isReadyAndAlive() throws Exception {
    assertThat(product.http().get("/livez").statusCode()).isEqualTo(200);
    assertThat(product.http().get("/readyz/").statusCode()).isEqualTo(200);
  }
}
