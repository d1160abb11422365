package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import llmchat.testkit.Bytes;
import llmchat.testkit.Headers;
import llmchat.testkit.Http;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inference service's port where it runs in one process with the gateway. */
class InferencePortTest {
  private static final String CALL = "{\"model\":\"demo\",\"messages\":[]}";

  @TempDir Path folder;

  /** Any page that a browser on the machine showed could once call it, and spend money by it. */
  @Test
  void asksForATokenThatLiesBesideTheAdminKey() throws Exception {
    Path file = folder.resolve("inference-token");
    try (Product product = start();
        Http anybody = Http.to(product.inference().inferencePort())) {
      for (Http stranger : List.of(anybody, anybody.bearer(Product.ADMIN_KEY))) {
        assertThat(stranger.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(401);
        assertThat(stranger.post("/chat", "{\"message\":\"Hi\"}").statusCode()).isEqualTo(403);
        assertThat(stranger.get("/metrics").statusCode()).isEqualTo(403);
      }
      Http known = anybody.bearer(Files.readString(file).strip());
      assertThat(known.post("/v1/chat/completions", CALL).statusCode()).isEqualTo(200);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String token = Files.readString(file);
    start().close();
    assertThat(Files.readString(file)).isEqualTo(token);
  }

  @Test
  void takesTheOperatorsTokenInItsPlace() throws Exception {
    Setup setup = setup().with("INFERENCE_TOKEN", "the-operators-token");
    try (Product product = setup.start();
        Http http = Http.to(product.inference().inferencePort()).bearer("the-operators-token")) {
      assertThat(http.get("/v1/models").statusCode()).isEqualTo(200);
    }
    assertThat(folder.resolve("inference-token")).doesNotExist();
  }

  @Test
  void isNeverOpenToPagesOfOtherOrigins() throws Exception {
    for (Form form : List.of(Form.ONE_PROCESS, Form.INFERENCE_ALONE)) {
      try (Product product = Setup.of(form).withDemo().start();
          Http http = Http.to(product.inference().inferencePort())) {
        HttpResponse<String> answer =
            http.with("Origin", "https://page.example").post("/v1/chat/completions", CALL);

        assertThat(answer.headers().map().keySet())
            .noneMatch(name -> name.startsWith("access-control-"));
        assertThat(preflight(product.inference().inferencePort()).status()).isEqualTo(405);
      }
    }
  }

  private static RawResponse preflight(int port) throws Exception {
    try (RawClient client = RawClient.connect(port)) {
      Headers headers =
          Headers.of("Origin", "https://page.example", "Access-Control-Request-Method", "POST");
      return client
          .send(RawClient.request("OPTIONS", "/v1/chat/completions", headers, Bytes.EMPTY))
          .readResponse();
    }
  }

  private Product start() {
    return setup().start();
  }

  private Setup setup() {
    return Setup.of(Form.ONE_PROCESS).withDemo().with("DATA_DIR", folder.toString());
  }
}
