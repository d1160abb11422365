package llmchat.server.observe;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * The number and total time of garbage collections, read on each scrape. With the serial collector,
 * the time is that of its pauses. Micrometer's own meters are notified of each collection by a
 * thread, which takes 1 % of the CPU if collections are frequent and small.
 */
final class GcMetrics implements MeterBinder {
  @Override
  public void bindTo(MeterRegistry registry) {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      FunctionTimer.builder(
              "jvm.gc.pause",
              collector,
              GarbageCollectorMXBean::getCollectionCount,
              GarbageCollectorMXBean::getCollectionTime,
              TimeUnit.MILLISECONDS)
          .tag("gc", collector.getName())
          .description("Time spent in pauses of the garbage collector")
          .register(registry);
    }
  }
}
