package llmchat.gateway.limits;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import llmchat.server.observe.ServiceMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Redis is away, told once when it goes and once when it comes. Safe for any thread. */
final class RedisOutage {
  private static final Logger LOG = LoggerFactory.getLogger(RedisOutage.class);

  private final AtomicBoolean away = new AtomicBoolean();
  private final LongAdder localDecisions = new LongAdder();

  RedisOutage(ServiceMetrics metrics) {
    metrics.gauge(
        "limits_local",
        "1 while limits are counted locally because Redis is down",
        () -> away.get() ? 1 : 0);
    metrics.counter(
        "limits_local_decisions",
        "Calls decided locally because Redis was down",
        localDecisions::sum);
  }

  void decidedLocally() {
    localDecisions.increment();
    if (away.compareAndSet(false, true)) {
      LOG.warn("Redis is away: each gateway counts the limits by itself until it is back");
    }
  }

  void recovered() {
    if (away.compareAndSet(true, false)) {
      LOG.info("Redis is back: the limits are shared again");
    }
  }
}
