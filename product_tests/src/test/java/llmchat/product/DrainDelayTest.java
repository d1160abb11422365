package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import llmchat.server.config.Role;
import llmchat.standalone.Running;
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
import org.junit.jupiter.api.io.TempDir;

/** Between the order to stop and the end of {@code DRAIN_DELAY}; time stands still but for us. */
class DrainDelayTest {
  private static final Duration DELAY = Duration.ofSeconds(9);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ADMIN = "Bearer " + Installation.ADMIN_KEY;
  private static final String STREAM =
      "{\"model\": \"gpt-4o-mini\", \"stream\": true, \"messages\": []}";

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong(1);
  private final Gate gate = new Gate();
  private ScriptedUpstream provider;
  private Running running;
  private Http gateway;
  private Http inference;

  @BeforeEach
  void start() {
    provider = ScriptedUpstream.start();
    Map<String, String> settings =
        Map.of(
            "DATA_DIR",
            folder.toString(),
            "OPENAI_API_KEY",
            Installation.PROVIDER_KEY,
            "OPENAI_BASE_URL",
            provider.baseUrl(),
            "DRAIN_DELAY",
            DELAY.toSeconds() + "s",
            "DRAIN_TIMEOUT",
            "60s");
    running =
        Running.start(
            Installation.settings(settings).checkFor(Role.STANDALONE),
            OutputStream.nullOutputStream(),
            InstantSource.system(),
            nanos::get);
    gateway = Http.to(running.gatewayPort());
    inference = Http.to(running.inferencePort());
  }

  @AfterEach
  void stop() {
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    gateway.close();
    inference.close();
    running.close();
    provider.close();
  }

  @Test
  void isNotReadyAtOnceAndAnswersEverythingOnBothPorts() throws Exception {
    Thread stop = stopping();
    for (Http service : List.of(gateway, inference)) {
      assertLast(service.get("/livez"), 200);
      assertLast(service.get("/readyz"), 503);
      Http caller = service.bearer(Installation.ADMIN_KEY);
      assertLast(caller.post("/v1/chat/completions", LimitsSuite.CALL), 200);
      assertLast(caller.post("/chat/", LimitsSuite.CHAT), 200);
      assertLast(caller.get("/nowhere"), 404);
    }
    assertThat(stop.isAlive()).isTrue();

    nanos.addAndGet(DELAY.toNanos());
    assertThat(stop.join(PATIENCE)).as("the delay passes once for both services").isTrue();
  }

  @Test
  void closesEachConnectionAfterItsNextAnswer() throws Exception {
    try (RawClient kept = RawClient.connect(running.gatewayPort()).get("/livez");
        RawClient held = call(LimitsSuite.CALL, answer());
        RawClient old = RawClient.connect(running.gatewayPort())) {
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
      try (RawClient late = RawClient.connect(running.gatewayPort())) {
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
    try (RawClient kept = RawClient.connect(running.gatewayPort()).get("/livez");
        RawClient held = call(LimitsSuite.CALL, answer())) {
      assertThat(kept.readResponse().status()).isEqualTo(200);
      Thread stop = stopping();
      nanos.addAndGet(DELAY.toNanos());

      assertThat(kept.readToEnd().size()).isZero();
      Await.until("nothing listens", () -> !listens(running.gatewayPort()));
      Await.until("nothing listens", () -> !listens(running.inferencePort()));
      assertThat(stop.isAlive()).isTrue();
      gate.open();
      assertLast(held, 200);
      assertThat(stop.join(PATIENCE)).isTrue();
    }
  }

  /** Gives the order and returns when it is being followed. */
  private Thread stopping() throws Exception {
    Thread stop = Thread.ofVirtual().start(running::close);
    Await.until("not ready", () -> gateway.get("/readyz").statusCode() == 503);
    Await.until("not ready", () -> inference.get("/readyz").statusCode() == 503);
    return stop;
  }

  /** A call that the provider has and answers in that way. */
  private RawClient call(String json, Reply reply) throws Exception {
    provider.enqueue(reply);
    RawClient client = RawClient.connect(running.gatewayPort());
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
