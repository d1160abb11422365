package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import llmchat.product.Product;
import llmchat.product.Runs;
import llmchat.testkit.Bytes;
import org.junit.jupiter.api.Test;

/** Models with names like paths. */
@Runs(with = "MODEL_NAME=org/name:v1")
class SlashedModelTest extends WireTest {
  SlashedModelTest(Product product) {
    super(product);
  }

  @Test
  void findsAModelWithASlashInBothSpellings() throws IOException {
    var plain = get("/v1/models/org/name:v1");
    var encoded = get("/v1/models/org%2Fname%3Av1");

    assertThat(plain.status()).isEqualTo(200);
    assertThat(plain.body().utf8()).startsWith("{\"id\":\"org/name:v1\"");
    assertThat(encoded.body()).isEqualTo(plain.body());
  }

  @Test
  void callsAModelWithAnEscapedSlash() throws IOException {
    String body = "{\"model\":\"org\\/name:v1\"}";

    assertThat(passed(body).body()).isEqualTo(Bytes.utf8(body));
  }
}
