package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Setup;
import llmchat.testkit.Bytes;
import llmchat.testkit.RawClient;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model under another name than the provider's: only that one value is replaced. */
class AliasTest {
  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final Product product;

  AliasTest(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("llm-chat.yaml");
    Files.writeString(
        file,
        """
        providers:
          theirs:
            base_url: %s
            usage_in_streams: false
          mine:
            base_url: %s
        models:
          fast:
            targets: [{ provider: theirs, model: "org/\\"real\\" é" }]
          counted:
            targets: [{ provider: mine, model: real }]
        """
            .formatted(upstream.baseUrl(), upstream.baseUrl()));
    product = Setup.of(Form.ONE_PROCESS).withDemo().with("CONFIG_FILE", file.toString()).start();
  }

  @AfterEach
  void close() {
    product.close();
    upstream.close();
  }

  @Test
  void replacesTheModelAndNothingElse() throws IOException {
    String body =
        " {\"z\": 1e400,\n \"m\\u006fdel\" :\t\"f\\u0061st\" , \"stream\":true,"
            + "\"nested\":{\"model\":\"fast\"},\"t\":\"\\u00e9\"} ";

    post(body);

    assertThat(upstream.takeRequest().body())
        .isEqualTo(Bytes.utf8(body.replace("\"f\\u0061st\"", "\"org/\\\"real\\\" é\"")));
  }

  @Test
  void asksForUsageInEveryShapeOfStreamOptions() throws IOException {
    String on = "{\"include_usage\":true}";
    for (String[] pair :
        new String[][] {
          {"null", on},
          {"{}", on},
          {"{\"include_usage\":false}", on},
          {"{\"include_usage\": null }", "{\"include_usage\": true }"},
          {"{ \"x\":1}", "{\"include_usage\":true, \"x\":1}"},
          {on, on}
        }) {
      String body = "{\"stream\":true,\"stream_options\":%s,\"model\":\"counted\"}";

      post(body.formatted(pair[0]));

      assertThat(upstream.takeRequest().body())
          .isEqualTo(Bytes.utf8(body.formatted(pair[1]).replace("counted", "real")));
    }
  }

  private void post(String body) throws IOException {
    try (RawClient client = product.connect()) {
      client.post("/v1/chat/completions", body, "Authorization", "Bearer " + Product.ADMIN_KEY);
      assertThat(client.readResponse().status()).isEqualTo(200);
    }
  }
}
