package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import llmchat.testkit.Await;
import llmchat.testkit.Bytes;
import llmchat.testkit.Gate;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawHead;
import llmchat.testkit.RawResponse;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import llmchat.testkit.SseEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Between the order to stop and the end of {@code DRAIN_DELAY}; time stands still but for us. */
class DrainDelayTest {
  private static final Duration DELAY = Duration.ofSeconds(9);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ADMIN = "Bearer " + Product.ADMIN_KEY;
  private static final String STREAM =
      "{\"model\": \"gpt-4o-mini\", \"stream\": true, \"messages\": []}";

  private final List<Thread> stopping = new ArrayList<>();
  private final Gate gate = new Gate();
  private Product product;
  private ScriptedUpstream provider;
  private Http gateway;
  private Http inference;

  @BeforeEach
  void start() {
    product =
        Setup.of(Form.ONE_PROCESS)
            .with("DRAIN_DELAY", DELAY.toSeconds() + "s")
            .with("DRAIN_TIMEOUT", "60s")
            // One key for both ports.
            .with("INFERENCE_TOKEN", Product.ADMIN_KEY)
            .withTimeStandingStill()
            .start();
    provider = product.provider();
    gateway = product.http();
    inference = Http.to(product.inference().inferencePort());
  }

  @AfterEach
  void stop() throws InterruptedException {
    product.pass(Duration.ofHours(1));
    for (Thread each : stopping) {
      each.join(PATIENCE);
    }
    inference.close();
    product.close();
  }

  @Test
  void isNotReadyAtOnceAndAnswersEverythingOnBothPorts() throws Exception {
    Thread stop = stopping();
    for (Http service : List.of(gateway, inference)) {
      assertLast(service.get("/livez"), 200);
      assertLast(service.get("/readyz"), 503);
      Http caller = service.bearer(Product.ADMIN_KEY);
      assertLast(caller.post("/v1/chat/completions", Calls.CALL), 200);
      assertLast(caller.post("/chat/", Calls.CHAT), 200);
      assertLast(caller.get("/nowhere"), 404);
    }
    assertThat(stop.isAlive()).isTrue();

    product.pass(DELAY);
    assertThat(stop.join(PATIENCE)).as("the delay passes once for both services").isTrue();
  }

  @Test
  void closesEachConnectionAfterItsNextAnswer() throws Exception {
    try (RawClient kept = RawClient.connect(product.port()).get("/livez");
        RawClient held = call(Calls.CALL, answer());
        RawClient old = RawClient.connect(product.port())) {
      assertThat(kept.readResponse().headers().has("connection")).isFalse();
      stopping();

      assertLast(kept.get("/v1/models", "Authorization", ADMIN), 200);
      old.send("GET /livez HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertLast(old, 200);
      gate.open();
      assertLast(held, 200);
    }
  }

  @Test
  void closesTheConnectionOfAStreamAfterItsEnd() throws Exception {
    try (RawClient begun = call(STREAM, stream())) {
      assertThat(begun.readHead().headers().has("connection")).isFalse();
      stopping();
      provider.enqueue(stream());
      try (RawClient late = RawClient.connect(product.port())) {
        late.post("/v1/chat/completions", STREAM, "Authorization", ADMIN);
        RawHead head = late.readHead();
        assertThat(head.headers().first("connection")).contains("close");

        gate.open();
        assertThat(late.readEvents(head).toEnd()).last().matches(SseEvent::isDone);
        assertThat(late.readToEnd().size()).isZero();
      }
      assertThat(begun.readToEnd().utf8()).contains("[DONE]");
    }
  }

  @Test
  void closesTheDoorAndWhatIsIdleWhenTheDelayIsOver() throws Exception {
    try (RawClient kept = RawClient.connect(product.port()).get("/livez");
        RawClient held = call(Calls.CALL, answer())) {
      assertThat(kept.readResponse().status()).isEqualTo(200);
      Thread stop = stopping();
      product.pass(DELAY);

      assertThat(kept.readToEnd().size()).isZero();
      Await.until("nothing listens", () -> !listens(product.port()));
      Await.until("nothing listens", () -> !listens(product.inference().inferencePort()));
      assertThat(stop.isAlive()).isTrue();
      gate.open();
      assertLast(held, 200);
      assertThat(stop.join(PATIENCE)).isTrue();
    }
  }

  /** Gives the order and returns when it is being followed. */
  private Thread stopping() throws Exception {
    Thread stop = Thread.ofVirtual().start(product.gateway()::close);
    stopping.add(stop);
    Await.until("not ready", () -> gateway.get("/readyz").statusCode() == 503);
    Await.until("not ready", () -> inference.get("/readyz").statusCode() == 503);
    return stop;
  }

  /** A call that the provider has and answers in that way. */
  private RawClient call(String json, Reply reply) throws Exception {
    provider.enqueue(reply);
    RawClient client = RawClient.connect(product.port());
    client.post("/v1/chat/completions", json, "Authorization", ADMIN);
    provider.awaitRequests(1, PATIENCE);
    return client;
  }

  private Reply answer() {
    return Reply.of(200, "application/json", gate, Bytes.utf8(OpenAi.completion("Hello", 1, 1)));
  }

  private Reply stream() {
    return Reply.events(
        OpenAi.role(), OpenAi.chunk("the beginning"), gate, OpenAi.finish("stop"), OpenAi.done());
  }

  private static boolean listens(int port) throws Exception {
    try (RawClient client = RawClient.connect(port)) {
      return true;
    } catch (ConnectException nobody) {
      return false;
    }
  }

  private static void assertLast(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("connection")).contains("close");
  }

  private static void assertLast(RawClient client, int status) throws Exception {
    RawResponse answer = client.readResponse();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().all("connection")).containsExactly("close");
    assertThat(client.readToEnd().size()).isZero();
  }
}
