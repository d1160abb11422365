package llmchat.server.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import llmchat.llm.Outcome;
import llmchat.llm.Usage;
import llmchat.server.call.CallListener;
import llmchat.server.call.CallRecord;
import llmchat.server.http.Exchange;
import llmchat.server.http.ExchangeListener;
import llmchat.server.http.Notes;

/**
 * Counts and times the exchanges of one event loop. Meters are cached by route, model and outcome,
 * because looking them up by labels costs more than counting. Confined to its event loop.
 */
public final class EventLoopMetrics implements ExchangeListener, CallListener {
  private static final Duration[] SECONDS =
      buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300);
  private static final Duration[] FIRST_TOKEN =
      buckets(0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10);
  private static final Duration[] OVERHEAD =
      buckets(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1);

  private static final Duration[] PER_TOKEN =
      buckets(0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5);

  private final String service;
  private final MeterRegistry registry;
  private final LongSupplier clock;
  private final LongAdder inFlight;
  private final LongAdder openStreams;
  private final Map<Labels, Calls> calls = new HashMap<>();
  private final Map<String, ModelMeters> models = new HashMap<>();
  private final FailureCounts failures;

  private record Labels(String route, String model, Outcome outcome) {}

  private record Calls(Counter count, Timer duration) {}

  private record ModelMeters(
      Timer overhead,
      Timer firstToken,
      Timer genAiDuration,
      Timer genAiFirstToken,
      Timer perToken,
      Timer genAiPerToken,
      Counter inputTokens,
      Counter outputTokens) {}

  EventLoopMetrics(
      String service,
      MeterRegistry registry,
      LongSupplier clock,
      LongAdder inFlight,
      LongAdder openStreams) {
    this.service = service;
    this.registry = registry;
    this.clock = clock;
    this.inFlight = inFlight;
    this.openStreams = openStreams;
    this.failures = new FailureCounts(service, registry);
  }

  @Override
  public void started(Exchange exchange) {
    inFlight.increment();
  }

  @Override
  public void streaming(Exchange exchange) {
    openStreams.increment();
  }

  @Override
  public void ended(Exchange exchange) {
    inFlight.decrement();
    if (exchange.isStreaming()) {
      openStreams.decrement();
    }
    long duration = clock.getAsLong() - exchange.begun();
    Notes notes = exchange.notes();
    String model = notes.model().orElse("");
    Calls meters =
        calls.computeIfAbsent(
            new Labels(exchange.route().path(), model, exchange.outcome()), this::register);
    meters.count.increment();
    meters.duration.record(duration, TimeUnit.NANOSECONDS);
    if (exchange.outcome() != Outcome.OK) {
      failures.count(exchange);
    }
  }

  @Override
  public void ended(CallRecord call) {
    if (call.ending().outcome() == Outcome.UPSTREAM) {
      failures.count(call);
    }
    CallRecord.Timings timings = call.timings();
    if (timings.sent() == 0) {
      return;
    }
    ModelMeters meters = models.computeIfAbsent(call.model(), this::registerModel);
    long duration = timings.ended() - timings.begun();
    meters.genAiDuration.record(duration, TimeUnit.NANOSECONDS);
    if (timings.answered() != 0) {
      answered(call, meters, duration);
    }
    count(meters, call.usage());
  }

  private static void answered(CallRecord call, ModelMeters meters, long duration) {
    CallRecord.Timings timings = call.timings();
    if (call.origin().awaited()) {
      long before = timings.sent() - timings.begun();
      // For a stream, only the time to its first event counts; the rest depends on the model.
      long after = call.stream() ? 0 : timings.ended() - timings.answered();
      meters.overhead.record(before + after, TimeUnit.NANOSECONDS);
    }
    if (call.stream() && call.ending().outcome() == Outcome.OK) {
      wholeStream(meters, call.usage(), timings.answered() - timings.begun(), duration);
    }
  }

  private static void count(ModelMeters meters, Usage usage) {
    if (usage.source() != Usage.Source.NONE) {
      meters.inputTokens.increment((double) usage.inputTokens());
      meters.outputTokens.increment((double) usage.outputTokens());
    }
  }

  private static void wholeStream(ModelMeters meters, Usage usage, long firstToken, long duration) {
    meters.firstToken.record(firstToken, TimeUnit.NANOSECONDS);
    meters.genAiFirstToken.record(firstToken, TimeUnit.NANOSECONDS);
    long tokensAfterFirst = usage.outputTokens() - 1;
    if (tokensAfterFirst > 0) {
      long perToken = (duration - firstToken) / tokensAfterFirst;
      meters.perToken.record(perToken, TimeUnit.NANOSECONDS);
      meters.genAiPerToken.record(perToken, TimeUnit.NANOSECONDS);
    }
  }

  private Calls register(Labels labels) {
    return new Calls(
        Counter.builder(service + "_requests_total")
            .description("Requests answered")
            .tag("route", labels.route)
            .tag("model", labels.model)
            .tag("outcome", labels.outcome.label())
            .register(registry),
        Timer.builder(service + "_request_duration")
            .description("From the head of the request to the last byte of the answer")
            .tag("route", labels.route)
            .tag("model", labels.model)
            .serviceLevelObjectives(SECONDS)
            .register(registry));
  }

  private ModelMeters registerModel(String model) {
    return new ModelMeters(
        timer(
            service + "_overhead",
            "Time that the service itself adds to a model call",
            "model",
            model,
            OVERHEAD),
        timer(
            service + "_time_to_first_token",
            "From the request to the first event of a stream",
            "model",
            model,
            FIRST_TOKEN),
        genAi("gen_ai_server_request_duration", "Duration of a model call", model, SECONDS),
        genAi("gen_ai_server_time_to_first_token", "Time to first token", model, FIRST_TOKEN),
        timer(
            service + "_time_per_output_token",
            "Between the tokens of a stream after the first, on average",
            "model",
            model,
            PER_TOKEN),
        genAi("gen_ai_server_time_per_output_token", "Time per output token", model, PER_TOKEN),
        tokens(model, "input"),
        tokens(model, "output"));
  }

  private Counter tokens(String model, String type) {
    return Counter.builder(service + "_tokens_total")
        .description("Tokens used, as reported by the provider or counted")
        .tag("model", model)
        .tag("type", type)
        .register(registry);
  }

  private Timer genAi(String name, String description, String model, Duration[] buckets) {
    return timer(name, description, "gen_ai_request_model", model, buckets);
  }

  private Timer timer(
      String name, String description, String label, String model, Duration[] buckets) {
    return Timer.builder(name)
        .description(description)
        .tag(label, model)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  private static Duration[] buckets(double... seconds) {
    return Stream.of(seconds)
        .flatMapToDouble(Arrays::stream)
        .mapToObj(s -> Duration.ofNanos(Math.round(s * 1e9)))
        .toArray(Duration[]::new);
  }
}
