package llmchat.server.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import llmchat.llm.Failure;
import llmchat.llm.Outcome;
import llmchat.server.call.CallRecord;
import llmchat.server.http.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Counts failures: every failed request by its reason, and some reasons again in counters of their
 * own, for alerts. Confined to its event loop.
 */
final class FailureCounts {
  private final String service;
  private final MeterRegistry registry;
  private final Map<Name, Counter> counters = new HashMap<>();

  /** A counter's name, without the service's prefix, and the values of its labels. */
  private record Name(String name, String model, String label) {}

  FailureCounts(String service, MeterRegistry registry) {
    this.service = service;
    this.registry = registry;
  }

  /** Counts an exchange that failed. */
  void count(Exchange exchange) {
    @Nullable Failure failure = exchange.notes().failure().orElse(null);
    Outcome outcome = exchange.outcome();
    if (failure != null) {
      count("rejected", "Requests without an answer, by reason", "reason", failure.kind());
    }
    if (outcome == Outcome.DENIED && failure != null) {
      count("auth_failures", "Callers turned away, by reason", "reason", failure.kind());
    } else if (failure instanceof Failure.RateLimited(var limit, var _)) {
      count("rate_limited", "Requests over a limit, by limit", "limit", limit);
    }
  }

  private void count(String name, String description, String label, String value) {
    counters
        .computeIfAbsent(
            new Name(name, "", value),
            key -> counter(key, description).tag(label, value).register(registry))
        .increment();
  }

  /**
   * Counts a call that failed at the provider or on the way there, whether a request waited for it
   * or not. An error answer of the provider has no {@link Failure}, because it is forwarded.
   */
  void count(CallRecord call) {
    String model = call.model();
    String kind = call.ending().failure().map(Failure::kind).orElse("error_answer");
    counters
        .computeIfAbsent(
            new Name("upstream_errors", model, kind),
            key ->
                counter(key, "Model calls that failed behind the gateway")
                    .tag("model", key.model)
                    .tag("kind", kind)
                    .register(registry))
        .increment();
  }

  private Counter.Builder counter(Name name, String description) {
    return Counter.builder(service + "_" + name.name + "_total").description(description);
  }
}
