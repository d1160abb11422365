package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import llmchat.product.Chatter.Begun;
import llmchat.testkit.Gate;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What becomes of an answer in the making when its gateway stops. */
class StoppedAnswersTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @ParameterizedTest
  @EnumSource(names = {"ONE_PROCESS", "TWO_GATEWAYS"})
  void keepsWhatCameOfAnAnswerThatTheStopInterrupts(Form form) throws Exception {
    Gate never = new Gate();
    try (Product product = Setup.of(form).with("DRAIN_TIMEOUT", "300ms").start()) {
      ScriptedUpstream provider = product.provider();
      Account account = Account.signUp(product.http());
      Chatter ann = new Chatter(product.http().bearer(account.key()));
      provider.enqueue(Reply.events(OpenAi.role(), OpenAi.chunk("Half an answer"), never));
      String chat = ann.newChat();
      Begun begun = ann.ask(chat, "Tell me");
      never.awaitReached(SOON);

      product.restart();

      Chatter again = new Chatter(product.http().bearer(account.key()));
      JsonNode messages = again.get("/api/chats/" + chat + "/messages").path("messages");
      assertThat(messages.path(1).path("text").asString()).isEqualTo("Half an answer");
      assertThat(messages.path(1).path("status").asString()).isEqualTo("interrupted");
      assertThat(again.get("/api/chats/" + chat).path("generation").isNull()).isTrue();
      assertThat(
              again.http().get("/api/generations/" + begun.generation() + "/events").statusCode())
          .isEqualTo(404);
    } finally {
      never.open();
    }
  }

  @Test
  void waitsWithTheStopForAnAnswerThatNobodyReads() throws Exception {
    Gate middle = new Gate();
    try (Product product = Setup.of(Form.ONE_PROCESS).with("DRAIN_TIMEOUT", "20s").start()) {
      ScriptedUpstream provider = product.provider();
      Account account = Account.signUp(product.http());
      Chatter ann = new Chatter(product.http().bearer(account.key()));
      provider.enqueue(
          Reply.events(
              OpenAi.role(),
              OpenAi.chunk("First "),
              middle,
              OpenAi.chunk("second"),
              OpenAi.finish("stop"),
              OpenAi.usage(1, 1),
              OpenAi.done()));
      String chat = ann.newChat();
      ann.ask(chat, "Tell me");
      middle.awaitReached(SOON);
      Thread opening = Thread.ofVirtual().start(middle::open);

      product.restart();

      opening.join();
      Chatter again = new Chatter(product.http().bearer(account.key()));
      assertThat(again.shown(chat)).containsExactly("user: Tell me", "assistant: First second");
      JsonNode messages = again.get("/api/chats/" + chat + "/messages").path("messages");
      assertThat(messages.path(1).path("status").asString()).isEqualTo("complete");
    }
  }
}
