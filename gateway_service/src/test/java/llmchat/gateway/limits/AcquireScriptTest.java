package llmchat.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import llmchat.testkit.Await;
import llmchat.testkit.RealRedis;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that runs in Redis says what the limiter in memory says, call for call. */
class AcquireScriptTest {
  private final Vertx vertx = Vertx.vertx();
  private final Redis redis = Redis.createClient(vertx, RealRedis.shared().url());
  private final AtomicLong now = new AtomicLong(1_700_000_000_123L);

  @AfterEach
  void close() {
    redis.close();
    Await.value(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26})
  void agreesWithTheLimiterInMemory(long seed) throws Exception {
    Random random = new Random(seed);
    List<RateLimit> limits =
        List.of(
                new RateLimit(1 + random.nextInt(6), Duration.ofMinutes(1)),
                new RateLimit(3 + random.nextInt(9), Duration.ofMinutes(7)),
                new RateLimit(9 + random.nextInt(30), Duration.ofHours(1)))
            .subList(0, 1 + (int) (seed % 3));
    MemoryLimiter memory = new MemoryLimiter(limits, now::get);
    String script = withTimeFromOutside();

    for (int call = 0; call < 400; call++) {
      now.addAndGet(MemoryLimiterTest.step(random, limits.getFirst().window().toMillis()));
      List<Long> answer =
          Await.value(
              redis.send(request(script, limits, "seed-" + seed)).map(AcquireScriptTest::numbers));
      assertThat(admission(limits, answer)).as("call " + call).isEqualTo(memory.admit("ann"));
    }
  }

  /** The script with the test's clock in place of the clock of Redis. */
  private static String withTimeFromOutside() throws IOException {
    try (var in = Objects.requireNonNull(RedisLimiter.class.getResourceAsStream("acquire.lua"))) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(script).containsOnlyOnce("redis.call('TIME')");
      return script.replace("redis.call('TIME')", "{ARGV[#ARGV - 1], ARGV[#ARGV]}");
    }
  }

  private Request request(String script, List<RateLimit> limits, String subject) {
    Request request = Request.cmd(Command.EVAL).arg(script).arg(limits.size());
    limits.forEach(limit -> request.arg("test:" + limit + ":" + subject));
    for (RateLimit limit : limits) {
      request.arg(limit.calls()).arg(Window.slotMillis(limit));
    }
    return request.arg(now.get() / 1_000).arg(now.get() % 1_000 * 1_000);
  }

  private static List<Long> numbers(@Nullable Response answer) {
    return Objects.requireNonNull(answer).stream()
        .map(number -> Long.parseLong(number.toString()))
        .toList();
  }

  private static Admission admission(List<RateLimit> limits, List<Long> answer) {
    RateLimit limit = limits.get(answer.get(1).intValue() - 1);
    Duration reset = Duration.ofMillis(answer.get(4));
    return answer.get(0) == 1
        ? new Admission.Admitted(limit, answer.get(2).intValue(), reset)
        : new Admission.Refused(limit, Duration.ofMillis(answer.get(3)), reset);
  }
}
