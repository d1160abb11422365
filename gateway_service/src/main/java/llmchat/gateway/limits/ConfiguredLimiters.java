package llmchat.gateway.limits;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import llmchat.llm.Secret;
import llmchat.server.config.Settings;
import llmchat.server.observe.ServiceMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the limiters that the settings ask for, and logs which. */
public final class ConfiguredLimiters {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredLimiters.class);

  private ConfiguredLimiters() {}

  /**
   * Limiters in Redis if {@code REDIS_URL} is set, else in memory; none if {@code RATE_LIMIT} is
   * off.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public static Limiters of(Settings settings, ServiceMetrics metrics, LongSupplier nanoTime) {
    List<RateLimit> limits = settings.get(LimitSettings.RATE_LIMIT);
    if (limits.isEmpty()) {
      LOG.info("limits: none, RATE_LIMIT is off");
      NoLimiter none = new NoLimiter();
      return loop -> none;
    }
    LongSupplier millis = () -> nanoTime.getAsLong() / 1_000_000;
    MemoryLimiter memory = new MemoryLimiter(limits, millis);
    Optional<Secret> redis = settings.find(LimitSettings.REDIS_URL);
    if (redis.isEmpty()) {
      LOG.info("limits: {} for each user, counted in memory", RateLimit.text(limits));
      return loop -> memory;
    }
    LOG.info("limits: {} for each user, counted in Redis", RateLimit.text(limits));
    RedisOutage outage = new RedisOutage(metrics);
    return loop -> new RedisLimiter(loop, redis.get(), limits, memory, outage);
  }
}
