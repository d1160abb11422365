package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Runs;
import llmchat.product.Setup;
import llmchat.testkit.BlackHole;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import org.junit.jupiter.api.Test;

/** A provider or an inference service that is away, or says nothing. */
@Runs(with = {"FIRST_BYTE_TIMEOUT=300ms", "IDLE_TIMEOUT=400ms", "CONNECT_TIMEOUT=300ms"})
class AwayTest extends WireTest {
  AwayTest(Product product) {
    super(product);
  }

  @Test
  void answersASilentProviderWith504() throws IOException {
    upstream.enqueue(Reply.silence());

    assertThat(error(chat(QUESTION), 504).path("code").asString()).isEqualTo("upstream_timeout");
    upstream.awaitConnectionsClosed(Duration.ofSeconds(2));
  }

  @Test
  void answersASilentProviderOfAStreamWith504() throws IOException {
    upstream.enqueue(Reply.silence());

    error(chat(STREAMED_QUESTION), 504);
  }

  @Test
  void endsAStreamThatFallsSilentWithAnError() throws IOException {
    upstream.enqueue(Reply.events(OpenAi.role(), OpenAi.chunk("Hel")).stallAfter(Long.MAX_VALUE));

    var events = Sse.parse(chat(STREAMED_QUESTION).body());

    assertThat(events.getLast().name()).hasValue("error");
    assertThat(events.getLast().data()).contains("upstream_timeout");
    assertThat(events).noneMatch(event -> event.isDone());
  }

  @Test
  void answersAProviderThatCannotBeReachedWith502() throws IOException {
    try (var away = Setup.of(product.form()).start()) {
      away.provider().close();
      try (RawClient client = away.connect()) {
        client.post(CHAT, QUESTION, "Authorization", "Bearer " + away.key());

        assertThat(error(client.readResponse(), 502).path("code").asString())
            .isEqualTo("upstream_unreachable");
      }
    }
  }

  @Test
  void answersAProviderThatTakesNoConnectionInTime() throws IOException {
    try (BlackHole hole = BlackHole.open();
        var away =
            Setup.of(product.form())
                .with("OPENAI_BASE_URL", hole.baseUrl())
                .with("CONNECT_TIMEOUT", "300ms")
                .start();
        RawClient client = away.connect()) {
      client.post(CHAT, QUESTION, "Authorization", "Bearer " + away.key());

      assertThat(client.readResponse().status()).isBetween(502, 504);
    }
  }

  @Test
  void answersAnInferenceServiceThatIsAwayWith503() throws IOException {
    if (product.form() == Form.ONE_PROCESS) {
      assertThat(product.gateway().inferencePort()).isPositive();
      return; // there is none that could be away
    }
    try (var apart = Setup.of(Form.SPLIT).start()) {
      apart.inference().close();
      try (RawClient client = apart.connect()) {
        client.post(CHAT, QUESTION, "Authorization", "Bearer " + apart.key());
        var answer = client.readResponse();

        assertThat(error(answer, 503).path("message").asString())
            .isEqualTo("Failed to connect to chat service");
        assertThat(answer.headers().first("retry-after")).isPresent();
      }
    }
  }
}
