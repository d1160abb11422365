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
 * The meters of one service. Each event loop counts in its own {@link EventLoopMetrics}; a scrape
 * returns the sums. Safe for any thread.
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
   * @param service {@code gateway} or {@code inference}: the prefix of all our names
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
    // Not through Micrometer, which removes _info from names.
    Info.builder()
        .name(service + "_build_info")
        .help("The version that runs")
        .labelNames("version")
        .register(registry.getPrometheusRegistry())
        .setLabelValues(version);
  }

  /** Registers a gauge, read on each scrape; {@code name} without the service's prefix. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(service + "_" + name, value).description(description).register(registry);
  }

  /**
   * Registers a counter, read on each scrape; {@code name} without the service's prefix and without
   * {@code _total}.
   */
  public void counter(String name, String description, LongSupplier value) {
    // Micrometer holds the object weakly but the function strongly, so the object is this one.
    FunctionCounter.builder(service + "_" + name + "_total", this, me -> value.getAsLong())
        .description(description)
        .register(registry);
  }

  /** Registers the meters of a pool: how much is taken, its size, and how often it refused. */
  public void pool(Pool pool) {
    String name = pool.terms().name();
    Gauge.builder(service + "_pool_taken", pool, Pool::taken)
        .description("How much of a pool is taken")
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
        .description("Requests for more of a pool that were refused")
        .tag("pool", name)
        .tag("bound", bound)
        .register(registry);
  }

  /** Registers the meters of the log: queued and dropped lines. */
  public void log(Logging logging) {
    gauge("log_queue_depth", "Log lines waiting to be written", logging::queued);
    counter("log_dropped", "Log lines lost because the queue was full", logging::dropped);
  }

  /**
   * The listener for one event loop.
   *
   * @param clock the clock of the exchanges, in nanoseconds
   */
  public EventLoopMetrics forEventLoop(LongSupplier clock) {
    return new EventLoopMetrics(service, registry, clock, inFlight, openStreams);
  }

  /** All meters in Prometheus' text format. */
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
