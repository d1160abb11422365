package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import llmchat.product.Product;
import llmchat.testkit.RawClient;
import org.junit.jupiter.api.Test;

/** Many requests on one connection, sent before any answer is read. */
class PipelinedTest extends WireTest {
  private static final String LARGE = "/docs/swagger-ui-bundle.js";
  private static final int REQUESTS = 60;
  private static final Pattern ANSWERED =
      Pattern.compile("gateway_requests_total\\{[^}]*route=\"/docs/[^}]*} (\\S+)");

  PipelinedTest(Product product) {
    super(product);
  }

  /** Answers of a hundred megabytes once lay in memory for a client that read none of them. */
  @Test
  void answersTheNextOnlyWhenTheClientTakesTheOneBefore() throws IOException {
    double before = answered();
    try (RawClient client = product.connect()) {
      client.send(("GET " + LARGE + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(REQUESTS));
      client.readHead();

      assertThat(answered() - before).isLessThan(REQUESTS / 2.0);
    }
  }

  @Test
  void answersAllInTheirOrderToAClientThatReads() throws IOException {
    try (RawClient client = product.connect()) {
      for (int i = 0; i < REQUESTS; i++) {
        client.get(i % 2 == 0 ? LARGE : "/livez");
      }
      for (int i = 0; i < REQUESTS; i++) {
        int length = client.readResponse().body().size();
        assertThat(length > 1_000_000).as("answer " + i).isEqualTo(i % 2 == 0);
      }
    }
  }

  private double answered() throws IOException {
    try (RawClient client = product.connect()) {
      client.get("/metrics", "Authorization", "Bearer " + Product.ADMIN_KEY);
      Matcher lines = ANSWERED.matcher(client.readResponse().body().utf8());
      double sum = 0;
      while (lines.find()) {
        sum += Double.parseDouble(lines.group(1));
      }
      return sum;
    }
  }
}
