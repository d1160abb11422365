package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Collections;
import llmchat.testkit.Http;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The inference service alone, with its demo model. */
class InferenceServiceTest {
  private final Product service = Setup.of(Form.INFERENCE_ALONE).withDemo().start();
  private final Http client = Http.to(service.inference().inferencePort());

  @AfterEach
  void close() {
    client.close();
    service.close();
  }

  /** Each name that a client made up was once kept as the label of a new time series. */
  @Test
  void keepsMadeUpModelsOutOfItsMetrics() throws Exception {
    HttpResponse<String> answer =
        client.post("/v1/chat/completions", "{\"model\":\"made-up\",\"messages\":[]}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("model_not_found");
    assertThat(client.get("/metrics").body())
        .contains("inference_requests_total")
        .doesNotContain("made-up");
  }

  /** One request could once ask the demo model for more numbers than the memory holds. */
  @Test
  void refusesEmbeddingsThatWouldFillTheMemory() throws Exception {
    String inputs = String.join(",", Collections.nCopies(1_000, "\"a\""));
    String request = "{\"model\":\"demo\",\"dimensions\":%d,\"input\":[" + inputs + "]}";

    HttpResponse<String> refused = client.post("/v1/embeddings", request.formatted(4096));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("at most 500000 numbers");
    assertThat(client.post("/v1/embeddings", request.formatted(8)).statusCode()).isEqualTo(200);
  }
}
