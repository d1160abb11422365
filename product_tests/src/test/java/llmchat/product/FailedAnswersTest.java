package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import llmchat.product.Chatter.Begun;
import llmchat.testkit.Reply;
import org.junit.jupiter.api.Test;

/**
 * An answer of the page that its provider failed counts as every failed call does. It once was in
 * the log alone, and the alerts heard nothing of it.
 */
class FailedAnswersTest {
  @Test
  void countAmongTheErrorsOfTheUpstream() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).start()) {
      Account account = Account.signUp(product.http());
      Chatter ann = new Chatter(product.http().bearer(account.key()));
      product.provider().enqueue(Reply.json(500, "{\"error\":{\"message\":\"broken\"}}"));

      Begun begun = ann.ask(ann.newChat(), "Tell me");
      assertThat(ann.follow(begun.generation(), 0).toEnd()).isNotEmpty();

      assertThat(product.admin().get("/metrics").body())
          .contains(
              "gateway_upstream_errors_total{kind=\"error_answer\",model=\"gpt-4o-mini\"} 1.0");
    }
  }
}
