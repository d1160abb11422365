package llmchat.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import llmchat.llm.EventLoop;
import llmchat.llm.Secret;
import llmchat.server.observe.ServiceMetrics;
import llmchat.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server with the words of Redis that behaves as the test says. */
class RedisLimiterTest {
  private static final RateLimit LIMIT = new RateLimit(1_000_000, Duration.ofHours(1));
  private static final int ATTEMPTS = 5;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final ServiceMetrics metrics = new ServiceMetrics("gateway", "test");
  private final AtomicLong nanos = new AtomicLong(1);
  private final AtomicInteger scriptsAsked = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().await();
    metrics.close();
  }

  /** After two refusals the pool was once empty for good, and each gateway counted for itself. */
  @Test
  void goesOnTryingWhileRedisRefusesTheScript() throws Exception {
    Limiter limiter =
        limiter(() ->
            scriptsAsked.incrementAndGet() < ATTEMPTS
                ? "-LOADING Redis is loading the dataset in memory\r\n"
                : "$2\r\nd9\r\n");

    callUntilCountedInRedis(limiter);
    assertThat(scriptsAsked).hasValue(ATTEMPTS);
  }

  /** A connection that had fallen silent once came out of the pool again. */
  @Test
  void takesAnotherConnectionAfterOneThatFellSilent() throws Exception {
    Limiter limiter = limiter(() -> "$2\r\nd" + scriptsAsked.incrementAndGet() + "\r\n");

    callUntilCountedInRedis(limiter);
    assertThat(scriptsAsked).hasValue(2);
  }

  /** A Redis that was stopped, with its port still open, once cost each call a quarter second. */
  @Test
  void decidesAtOnceWhileRedisIsKnownToAnswerNothing() {
    Limiter limiter = limiter(() -> "");
    onLoop(() -> limiter.acquire("user"));

    for (int call = 0; call < 3; call++) {
      nanos.addAndGet(Duration.ofSeconds(2).toNanos());
      assertThat(onLoop(() -> Future.succeededFuture(limiter.acquire("user").isComplete())))
          .isTrue();
    }
  }

  private Limiter limiter(Supplier<String> script) {
    NetServer server =
        vertx
            .createNetServer()
            .connectHandler(socket -> serve(socket, script))
            .listen(0, "127.0.0.1")
            .await();
    return onLoop(() -> {
      EventLoop loop = EventLoop.current(vertx, nanos::get);
      MemoryLimiter local = new MemoryLimiter(List.of(LIMIT), () -> nanos.get() / 1_000_000);
      Secret address = new Secret("redis://127.0.0.1:" + server.actualPort());
      return Future.succeededFuture(
          new RedisLimiter(loop, address, List.of(LIMIT), local, new RedisOutage(metrics)));
    });
  }

  private static void serve(NetSocket socket, Supplier<String> script) {
    StringBuilder unread = new StringBuilder();
    socket.handler(bytes -> {
      unread.append(bytes);
      for (List<String> words = take(unread); !words.isEmpty(); words = take(unread)) {
        answer(socket, words, script);
      }
    });
  }

  /** Takes one command, an array of ASCII texts, from the front; empty if it is not all there. */
  private static List<String> take(StringBuilder unread) {
    List<String> words = new ArrayList<>();
    int at = unread.indexOf("\r\n") + 2;
    int count = at < 2 ? 0 : Integer.parseInt(unread.substring(1, at - 2));
    for (int i = 0; i < count; i++) {
      int from = unread.indexOf("\r\n", at) + 2;
      int to = from < 2 ? 0 : from + Integer.parseInt(unread.substring(at + 1, from - 2));
      if (from < 2 || unread.length() < to + 2) {
        return List.of();
      }
      words.add(unread.substring(from, to));
      at = to + 2;
    }
    unread.delete(0, words.isEmpty() ? 0 : at);
    return words;
  }

  /** A connection whose script has the digest {@code d1} falls silent. */
  private static void answer(NetSocket socket, List<String> words, Supplier<String> script) {
    switch (words.getFirst().toUpperCase(Locale.ROOT)) {
      case "SCRIPT" -> socket.write(script.get());
      case "EVALSHA" -> {
        if (!words.get(1).equals("d1")) {
          socket.write("*5\r\n:1\r\n:1\r\n:7\r\n:0\r\n:1000\r\n");
        }
      }
      case "PING" -> socket.write("+PONG\r\n");
      default -> socket.write("-ERR unknown command\r\n");
    }
  }

  /** Redis says that 7 are left, which is never true of the count of this process. */
  private void callUntilCountedInRedis(Limiter limiter) throws Exception {
    Await.until(
        "counted in Redis",
        () -> {
          Admission admission = onLoop(() -> limiter.acquire("user"));
          nanos.addAndGet(Duration.ofSeconds(2).toNanos());
          return ((Admission.Admitted) admission).remaining() == 7;
        });
  }

  private interface OnLoop<T> {
    Future<T> run();
  }

  private <T> T onLoop(OnLoop<T> work) {
    Promise<T> done = Promise.promise();
    context.runOnContext(on -> work.run().onComplete(done));
    return done.future().await();
  }
}
