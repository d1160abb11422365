package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import llmchat.testkit.Http;
import llmchat.testkit.RawClient;
import org.junit.jupiter.api.Test;

/** One caller asks the database for more than its share. */
class StoreWorkTest {
  /** One caller's requests once filled the queue of the database, and others got 503. */
  @Test
  void refusesOneCallerAndAnswersTheOthers() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).start()) {
      Account ann = Account.signUp(product.http());
      Http ben = product.http().bearer(Account.signUp(product.http()).key());
      // Requests whose bodies do not come have their places already.
      List<RawClient> waiting = waiting(product, ann, 60);

      assertThat(product.http().bearer(ann.key()).get("/api/chats").statusCode()).isEqualTo(429);
      assertThat(ben.get("/api/chats").statusCode()).isEqualTo(200);
      for (RawClient each : waiting) {
        each.close();
      }
    }
  }

  private static List<RawClient> waiting(Product product, Account account, int count)
      throws IOException {
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RawClient client = product.connect();
      waiting.add(client);
      client.send(
          "POST /api/chats HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n"
              .formatted(account.key()));
      // Says "go on" once it has its place, or refuses.
      assertThat(client.readHead().status()).isIn(100, 429);
    }
    return waiting;
  }
}
