package llmchat.server.observe;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import llmchat.llm.Pool;
import llmchat.server.http.JsonBody;

/**
 * The meters of one service. Each event loop gets an {@link EventLoopMetrics} of its own for the
 * calls; what is scraped is the sum. Safe for any thread.
 */
public final class ServiceMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final String service;
  private final LongAdder inFlight = new LongAdder();
  private final LongAdder openStreams = new LongAdder();

  /**
   * Registers the meters.
   *
   * @param service {@code gateway} or {@code inference}: the first word of every name of ours
   */
  public ServiceMetrics(String service, String version) {
    this.service = service;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new GcMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    gauge("inflight_requests", "Requests in progress", inFlight::sum);
    gauge("open_streams", "Streams in progress", openStreams::sum);
    // Past Micrometer, which takes the ending _info off every name.
    Info.builder()
        .name(service + "_build_info")
        .help("The version that runs")
        .labelNames("version")
        .register(registry.getPrometheusRegistry())
        .setLabelValues(version);
  }

  /** Registers a number that is read when it is scraped; {@code name} without the service. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(service + "_" + name, value).description(description).register(registry);
  }

  /**
   * Registers a number that only grows and is read when it is scraped; {@code name} without the
   * service and without {@code _total}.
   */
  public void counter(String name, String description, LongSupplier value) {
    // Micrometer holds the object weakly and the function for good; so the object is this one.
    FunctionCounter.builder(service + "_" + name + "_total", this, me -> value.getAsLong())
        .description(description)
        .register(registry);
  }

  /** Registers how much of a pool is taken, and how often there was nothing left of it. */
  public void pool(Pool pool) {
    String name = pool.terms().name();
    Gauge.builder(service + "_pool_taken", pool, Pool::taken)
        .description("What callers hold of a pool")
        .tag("pool", name)
        .register(registry);
    Gauge.builder(service + "_pool_size", pool, shared -> shared.terms().most())
        .description("What all callers together may hold of a pool")
        .tag("pool", name)
        .register(registry);
    refusals(name, "share", pool, Pool::sharesUsed);
    refusals(name, "sum", pool, Pool::usedUp);
  }

  private void refusals(String name, String bound, Pool pool, ToDoubleFunction<Pool> count) {
    FunctionCounter.builder(service + "_pool_refused_total", pool, count)
        .description("Wishes that a pool refused")
        .tag("pool", name)
        .tag("bound", bound)
        .register(registry);
  }

  /** Registers how the process's log keeps up. */
  public void log(Logging logging) {
    gauge("log_queue_depth", "Log lines waiting to be written", logging::queued);
    counter("log_dropped", "Log lines lost because the queue was full", logging::dropped);
  }

  /**
   * The watcher for one event loop.
   *
   * @param clock the clock of the exchanges, in nanoseconds
   */
  public EventLoopMetrics forEventLoop(LongSupplier clock) {
    return new EventLoopMetrics(service, registry, clock, inFlight, openStreams);
  }

  /** Everything in Prometheus' text form. */
  public String prometheus() {
    return registry.scrape();
  }

  /** Everything as one JSON object of name and number; labels stay part of the name. */
  public Buffer json() {
    return JsonBody.of(MetricsJson.of(registry.scrape()));
  }

  @Override
  public void close() {
    registry.close();
  }
}
