package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import llmchat.testkit.Gate;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import llmchat.testkit.Sse;
import llmchat.testkit.SseEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The orderly end. */
class StoppingTest {
  private static final String STREAM =
      "{\"model\": \"gpt-4o-mini\", \"stream\": true, \"messages\": []}";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Gate gate = new Gate();

  @Test
  void letsAStreamEndWholeAndTakesNothingNew(@TempDir Path folder) throws Exception {
    try (ScriptedUpstream provider = ScriptedUpstream.start();
        Standalone product = new Standalone(folder, provider, Map.of("DRAIN_TIMEOUT", "60s"))) {
      Http http = product.http();
      Http caller = http.bearer(Account.signUp(http).key());
      provider.enqueue(stream());
      Sse events = caller.events("/v1/chat/completions", STREAM);
      assertThat(events.nextData().orElseThrow().data()).contains("assistant");

      Thread stop = Thread.ofVirtual().start(product.running()::close);
      Await.until("not ready", () -> http.get("/readyz").statusCode() == 503);
      assertThat(http.get("/livez").statusCode()).isEqualTo(200);
      for (HttpResponse<String> refused :
          List.of(
              caller.post("/v1/chat/completions", LimitsSuite.CALL),
              caller.post("/chat/", LimitsSuite.CHAT),
              http.postForm("/login/", "username=a&password=b"),
              http.get("/docs"))) {
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
        assertThat(refused.headers().firstValue("content-type")).contains("application/json");
      }
      CleanError.assertDetail("seed", caller.post("/chat/", LimitsSuite.CHAT), 503);
      CleanError.assertOpenAi("/v1", caller.post("/v1/embeddings", "{}"), 503);
      assertThat(stop.isAlive()).isTrue();

      gate.open();
      assertThat(events.toEnd().stream().map(SseEvent::data))
          .hasSize(4)
          .anyMatch(data -> data.contains("the end"))
          .last()
          .isEqualTo("[DONE]");
      assertThat(stop.join(PATIENCE)).isTrue();
    }
  }

  @Test
  void endsALongStreamWithAnErrorWhenTheTimeIsOver(@TempDir Path folder) throws Exception {
    try (ScriptedUpstream provider = ScriptedUpstream.start();
        Standalone product = new Standalone(folder, provider, Map.of("DRAIN_TIMEOUT", "1s"))) {
      Http caller = product.http().bearer(Account.signUp(product.http()).key());
      provider.enqueue(stream(), stream(), Reply.silence());
      Sse relayed = caller.events("/v1/chat/completions", STREAM);
      Sse chat = caller.events("/chat/", "{\"message\": \"Hi\", \"stream\": true}");
      relayed.nextData();
      String begun = chat.nextData().orElseThrow().data();
      chat.nextData();
      try (RawClient waiting = RawClient.connect(product.running().gatewayPort())) {
        waiting.post(
            "/chat/",
            LimitsSuite.CHAT,
            "Authorization",
            caller.headers().first("Authorization").orElseThrow());
        provider.awaitRequests(3, PATIENCE);

        long stopping = System.nanoTime();
        Thread stop = Thread.ofVirtual().start(product.running()::close);

        List<SseEvent> last = relayed.toEnd();
        assertThat(last.getLast().name()).contains("error");
        assertThat(last.getLast().data()).contains("\"error\":{").contains("stopping");
        assertThat(last).noneMatch(SseEvent::isDone);
        List<SseEvent> lastOfChat = chat.toEnd();
        assertThat(lastOfChat.getLast().data())
            .isEqualTo("{\"detail\":\"The service is stopping.\"}");
        assertThat(waiting.readResponse().status()).isEqualTo(503);
        assertThat(stop.join(PATIENCE)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - stopping))
            .isGreaterThan(Duration.ofSeconds(1));
      }
      provider.awaitConnectionsClosed(PATIENCE);

      product.restart();
      String chatId = begun.substring("{\"chat_id\":\"".length(), begun.length() - 2);
      assertThat(
              product
                  .http()
                  .bearer(caller.headers().first("Authorization").orElseThrow().substring(7))
                  .get("/chat/" + chatId + "/history")
                  .body())
          .contains("{\"role\":\"assistant\",\"text\":\"the beginning\"}");
    }
  }

  @Test
  void leavesItsPortsFree(@TempDir Path folder) throws Exception {
    try (ScriptedUpstream provider = ScriptedUpstream.start()) {
      String gatewayPort;
      String inferencePort;
      try (Standalone first = new Standalone(folder, provider, Map.of())) {
        gatewayPort = Integer.toString(first.running().gatewayPort());
        inferencePort = Integer.toString(first.running().inferencePort());
        assertThat(first.http().get("/readyz").statusCode()).isEqualTo(200);
      }
      Map<String, String> same =
          Map.of("GATEWAY_PORT", gatewayPort, "INFERENCE_PORT", inferencePort);
      for (int start = 0; start < 2; start++) {
        try (Standalone again = new Standalone(folder, provider, same)) {
          assertThat(again.running().gatewayPort()).hasToString(gatewayPort);
          assertThat(again.http().get("/readyz").statusCode()).isEqualTo(200);
        }
      }
    }
  }

  private Reply stream() {
    return Reply.events(
        OpenAi.role(),
        OpenAi.chunk("the beginning"),
        gate,
        OpenAi.chunk(" and the end"),
        OpenAi.finish("stop"),
        OpenAi.done());
  }
}
