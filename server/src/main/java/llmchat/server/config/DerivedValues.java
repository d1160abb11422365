package llmchat.server.config;

import java.util.HashMap;
import java.util.Map;

/**
 * The derived values of one process. Each is computed once, when it is first needed; immutable
 * after {@link #complete}.
 */
final class DerivedValues {
  private final Map<Derived<?>, Derived.From<?>> sources;
  private final Problems problems;
  private final Map<Derived<?>, Object> values = new HashMap<>();

  DerivedValues(Map<Derived<?>, Derived.From<?>> sources, Problems problems) {
    this.sources = sources;
    this.problems = problems;
  }

  /** Computes the values that have not been needed yet. */
  void complete(Settings settings) {
    sources.keySet().forEach(value -> get(value, settings));
  }

  @SuppressWarnings("unchecked") // ConfigSpec.withDerived ties the type of the value to its name.
  <T> T get(Derived<T> value, Settings settings) {
    Object known = values.get(value);
    if (known != null) {
      return (T) known;
    }
    Derived.From<T> source = (Derived.From<T>) sources.get(value);
    if (source == null) {
      return value.otherwise();
    }
    T derived = source.derive(settings, problems);
    values.put(value, derived);
    return derived;
  }
}
