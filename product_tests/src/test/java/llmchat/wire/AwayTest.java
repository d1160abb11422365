package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import llmchat.product.GatewayUnderTest;
import llmchat.product.GatewayUnderTest.Form;
import llmchat.testkit.BlackHole;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import org.junit.jupiter.api.Test;

/** A provider or an inference service that is away, or says nothing. */
@Configured({"FIRST_BYTE_TIMEOUT=300ms", "IDLE_TIMEOUT=400ms", "CONNECT_TIMEOUT=300ms"})
class AwayTest extends WireTest {
  AwayTest(GatewayUnderTest gateway) {
    super(gateway);
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
    try (var away = GatewayUnderTest.boot(gateway.form(), java.util.Map.of())) {
      away.upstream().close();
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
            GatewayUnderTest.boot(
                gateway.form(),
                java.util.Map.of("OPENAI_BASE_URL", hole.baseUrl(), "CONNECT_TIMEOUT", "300ms"));
        RawClient client = away.connect()) {
      client.post(CHAT, QUESTION, "Authorization", "Bearer " + away.key());

      assertThat(client.readResponse().status()).isBetween(502, 504);
    }
  }

  @Test
  void answersAnInferenceServiceThatIsAwayWith503() throws IOException {
    if (gateway.form() == Form.STANDALONE) {
      assertThat(gateway.gateway().inferencePort()).isPositive();
      return; // there is none that could be away
    }
    try (var apart = GatewayUnderTest.boot(Form.SPLIT, java.util.Map.of())) {
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
