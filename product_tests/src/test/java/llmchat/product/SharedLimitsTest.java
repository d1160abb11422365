package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import llmchat.testkit.Await;
import llmchat.testkit.Http;
import llmchat.testkit.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Two gateways that count in one Redis. */
class SharedLimitsTest {
  private final RealRedis redis = RealRedis.started();
  private Product product;
  private String key;

  @BeforeEach
  void install() {
    product =
        Setup.of(Form.TWO_GATEWAYS)
            .with("REDIS_URL", redis.url())
            .with("RATE_LIMIT", "20/hour")
            .start();
    key = Account.signUp(product.http()).key();
  }

  @AfterEach
  void close() {
    product.close();
    redis.close();
  }

  @RepeatedTest(2)
  void admitsExactlyTheLimitHoweverManyCallAtOnce() throws Exception {
    List<Integer> statuses = rush(50);

    assertThat(statuses).containsOnly(200, 429);
    assertThat(statuses).filteredOn(status -> status == 200).hasSize(20);
    assertThat(localGauge(product.http())).isZero();
    assertThat(localGauge(product.other())).isZero();
  }

  @RepeatedTest(3)
  void admitsExactlyTheLimitOfTheVeryFirstCallsAfterAStart() throws Exception {
    product.restart();

    assertThat(rush(50)).filteredOn(status -> status == 200).hasSize(20);
    assertThat(localGauge(product.http())).isZero();
    assertThat(localGauge(product.other())).isZero();
  }

  @Test
  void countsLocallyWhileRedisIsAwayAndTogetherAgainAfterwards() throws Exception {
    assertThat(rush(4)).containsOnly(200);
    redis.stop();

    List<Integer> alone = rush(50);

    assertThat(alone).containsOnly(200, 429);
    assertThat(alone).filteredOn(status -> status == 200).hasSizeBetween(20, 40);
    assertThat(localGauge(product.http())).isEqualTo(1);

    redis.start();
    Await.until(
        "the gateways to count in Redis again",
        () -> {
          rush(2);
          return localGauge(product.http()) == 0 && localGauge(product.other()) == 0;
        });
    String another = Account.signUp(product.http()).key();
    key = another;
    assertThat(rush(50)).filteredOn(status -> status == 200).hasSize(20);
  }

  @Test
  void startsWithoutRedis() throws Exception {
    redis.stop();
    product.restart();

    assertThat(rush(2)).containsOnly(200);
    assertThat(localGauge(product.http())).isEqualTo(1);
  }

  private List<Integer> rush(int calls) throws Exception {
    return Parallel.run(
        calls,
        i -> {
          Http gateway = i % 2 == 0 ? product.http() : product.other();
          return () -> gateway.bearer(key).post("/v1/chat/completions", Calls.CALL).statusCode();
        });
  }

  private static double localGauge(Http gateway) throws Exception {
    Http admin = gateway.bearer(Product.ADMIN_KEY).with("Accept", "application/json");
    return Account.json(admin.get("/metrics")).path("gateway_limits_local").asDouble(-1);
  }
}
