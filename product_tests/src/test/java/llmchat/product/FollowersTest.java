package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Part;
import llmchat.testkit.RawClient;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Many who follow one answer and do not read. */
class FollowersTest {
  private static final int PIECES = 100;
  private static final String PIECE = "\u5f20x".repeat(15_000);

  /** Each once had a copy of the whole answer, twice: 400 of them ended the process. */
  @Test
  void keepsLittleForFollowersThatDoNotRead() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).start()) {
      Account account = Account.signUp(product.http());
      Chatter ann = new Chatter(product.http().bearer(account.key()));
      product
          .provider()
          .enqueue(
              Reply.events(
                  Part.repeat(OpenAi.chunk(PIECE), PIECES), OpenAi.finish("stop"), OpenAi.done()));
      String generation = answered(ann);
      long before = PlatformDependent.usedDirectMemory();

      List<RawClient> followers = follow(product, account, generation, 200);
      String text = text(ann.follow(generation, 0));
      long more = PlatformDependent.usedDirectMemory() - before;

      assertThat(text).isEqualTo(PIECE.repeat(PIECES));
      assertThat(more).as("bytes for 200 followers of 6 MB").isLessThan(100_000_000);
      assertThat(text(ann.follow(generation, text.length() - 5)))
          .isEqualTo(text.substring(text.length() - 5));
      for (RawClient follower : followers) {
        follower.close();
      }
    }
  }

  private static String answered(Chatter ann) throws IOException, InterruptedException {
    Chatter.Begun begun = ann.ask(ann.newChat(), "Much");
    assertThat(ann.end(begun).path("status").asString()).isEqualTo("complete");
    return begun.generation();
  }

  private static List<RawClient> follow(
      Product product, Account account, String generation, int count) throws IOException {
    List<RawClient> followers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RawClient follower = RawClient.connectWithReceiveBuffer(product.port(), 4_096);
      followers.add(follower);
      follower.get(
          "/api/generations/" + generation + "/events", "Authorization", "Bearer " + account.key());
      assertThat(follower.readHead().status()).isEqualTo(200);
    }
    return followers;
  }

  private static String text(Sse events) throws IOException {
    StringBuilder text = new StringBuilder();
    for (var event : events.toEnd()) {
      if (event.name().isEmpty() && event.data().startsWith("{\"text\"")) {
        text.append(JsonMapper.shared().readTree(event.data()).path("text").asString());
      }
    }
    return text.toString();
  }
}
