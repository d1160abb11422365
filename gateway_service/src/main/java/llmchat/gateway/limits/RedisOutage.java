package llmchat.gateway.limits;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import llmchat.server.observe.ServiceMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Redis is down; logs one line when it goes down and one when it is back. Any thread. */
final class RedisOutage {
  private static final Logger LOG = LoggerFactory.getLogger(RedisOutage.class);

  private final AtomicBoolean down = new AtomicBoolean();
  private final LongAdder localDecisions = new LongAdder();

  RedisOutage(ServiceMetrics metrics) {
    metrics.gauge(
        "limits_local",
        "1 while limits are counted locally because Redis is down",
        () -> down.get() ? 1 : 0);
    metrics.counter(
        "limits_local_decisions",
        "Calls decided locally because Redis was down",
        localDecisions::sum);
  }

  void decidedLocally() {
    localDecisions.increment();
    if (down.compareAndSet(false, true)) {
      LOG.warn("Redis is down: each gateway counts limits by itself until it is back");
    }
  }

  /** Whether a call has found it down, and none has been answered since, on any event loop. */
  boolean isKnown() {
    return down.get();
  }

  void recovered() {
    if (down.compareAndSet(true, false)) {
      LOG.info("Redis is back: limits are shared again");
    }
  }
}
