package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import llmchat.testkit.Await;
import llmchat.testkit.Bytes;
import llmchat.testkit.Gate;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import llmchat.testkit.Sse;
import llmchat.testkit.SseEvent;
import org.junit.jupiter.api.Test;

/** The orderly end. */
class StoppingTest {
  private static final String STREAM =
      "{\"model\": \"gpt-4o-mini\", \"stream\": true, \"messages\": []}";
  private static final String ADMIN = "Bearer " + Product.ADMIN_KEY;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Gate gate = new Gate();

  /** One event loop, so that what one connection sent was read when a later one is answered. */
  @Test
  void letsAStreamEndWholeAndTakesNothingNew() throws Exception {
    Map<String, String> settings = Map.of("DRAIN_TIMEOUT", "60s", "EVENT_LOOPS", "1");
    try (Product product = Setup.of(Form.ONE_PROCESS).with(settings).start()) {
      ScriptedUpstream provider = product.provider();
      int port = product.gateway().gatewayPort();
      Http caller = product.http().bearer(Account.signUp(product.http()).key());
      provider.enqueue(stream());
      Sse events = caller.events("/v1/chat/completions", STREAM);
      assertThat(events.nextData().orElseThrow().data()).contains("assistant");

      try (RawClient kept = used(port);
          RawClient openAi =
              used(port).send("POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\n");
          RawClient seed = used(port).send("GET /docs HTTP/1.1\r\nHo");
          RawClient first = RawClient.connect(port).send("GET /do")) {
        product.http().get("/livez");
        Thread stop = Thread.ofVirtual().start(product.gateway()::close);

        assertThat(kept.readToEnd().size()).isZero();
        Await.until("nothing listens", () -> refused(port));
        assertRefused(openAi.send("Content-Length: 2\r\n\r\n{}"), "{\"error\":{");
        assertRefused(seed.send("st: a\r\n\r\n"), "{\"detail\":");
        assertThat(stop.isAlive()).isTrue();

        gate.open();
        assertThat(events.toEnd().stream().map(SseEvent::data))
            .hasSize(4)
            .anyMatch(data -> data.contains("the end"))
            .last()
            .isEqualTo("[DONE]");
        assertRefused(first.send("cs HTTP/1.1\r\nHost: localhost\r\n\r\n"), "{\"detail\":");
        assertThat(stop.join(PATIENCE)).isTrue();
      }
    }
  }

  @Test
  void deliversWhatASlowReaderHasStillToRead() throws Exception {
    String text = OpenAi.completion("word ".repeat(1_600_000), 1, 1);
    try (Product product = Setup.of(Form.ONE_PROCESS).with("DRAIN_TIMEOUT", "60s").start();
        RawClient slow =
            RawClient.connectWithReceiveBuffer(product.gateway().gatewayPort(), 4096)) {
      ScriptedUpstream provider = product.provider();
      provider.enqueue(Reply.json(200, text));
      slow.post("/v1/chat/completions", Calls.CALL, "Authorization", ADMIN);
      assertThat(slow.readHead().status()).isEqualTo(200);

      Thread stop = Thread.ofVirtual().start(product.gateway()::close);
      Await.until("nothing listens", () -> refused(product.gateway().gatewayPort()));
      assertThat(slow.readToEnd()).isEqualTo(Bytes.utf8(text));
      assertThat(stop.join(PATIENCE)).isTrue();
    }
  }

  @Test
  void endsALongStreamWithAnErrorWhenTheTimeIsOver() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).with("DRAIN_TIMEOUT", "1s").start()) {
      ScriptedUpstream provider = product.provider();
      Http caller = product.http().bearer(Account.signUp(product.http()).key());
      provider.enqueue(stream(), stream(), Reply.silence());
      Sse relayed = caller.events("/v1/chat/completions", STREAM);
      Sse chat = caller.events("/chat/", "{\"message\": \"Hi\", \"stream\": true}");
      relayed.nextData();
      String begun = chat.nextData().orElseThrow().data();
      chat.nextData();
      try (RawClient waiting = RawClient.connect(product.gateway().gatewayPort())) {
        waiting.post(
            "/chat/",
            Calls.CHAT,
            "Authorization",
            caller.headers().first("Authorization").orElseThrow());
        provider.awaitRequests(3, PATIENCE);

        long stopping = System.nanoTime();
        Thread stop = Thread.ofVirtual().start(product.gateway()::close);

        List<SseEvent> last = relayed.toEnd();
        assertThat(last.getLast().name()).contains("error");
        assertThat(last.getLast().data()).contains("{\"error\":{").contains("stopping");
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
  void leavesItsPortsFree() throws Exception {
    String gatewayPort;
    String inferencePort;
    try (Product first = Setup.of(Form.ONE_PROCESS).start()) {
      gatewayPort = Integer.toString(first.gateway().gatewayPort());
      inferencePort = Integer.toString(first.gateway().inferencePort());
      assertThat(first.http().get("/readyz").statusCode()).isEqualTo(200);
    }
    Map<String, String> same = Map.of("GATEWAY_PORT", gatewayPort, "INFERENCE_PORT", inferencePort);
    for (int start = 0; start < 2; start++) {
      try (Product again = Setup.of(Form.ONE_PROCESS).with(same).start()) {
        assertThat(again.gateway().gatewayPort()).hasToString(gatewayPort);
        assertThat(again.http().get("/readyz").statusCode()).isEqualTo(200);
      }
    }
  }

  /** A connection that was answered once and is kept. */
  private static RawClient used(int port) throws Exception {
    RawClient client = RawClient.connect(port).get("/livez");
    assertThat(client.readResponse().status()).isEqualTo(200);
    return client;
  }

  private static boolean refused(int port) throws Exception {
    try (RawClient client = RawClient.connect(port)) {
      return false;
    } catch (ConnectException nobodyListens) {
      return true;
    }
  }

  private static void assertRefused(RawClient client, String body) throws Exception {
    RawResponse answer = client.readResponse();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.headers().first("retry-after").map(Integer::parseInt).orElse(0)).isPositive();
    assertThat(answer.headers().first("content-type")).contains("application/json");
    assertThat(answer.headers().first("connection")).contains("close");
    assertThat(answer.body().utf8()).startsWith(body).contains("The service is stopping.");
    assertThat(client.readToEnd().size()).isZero();
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
