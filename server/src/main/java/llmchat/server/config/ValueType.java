package llmchat.server.config;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How the text of a setting becomes a value.
 *
 * @param form what a good text looks like, to stand after "write": {@code a port from 0 to 65535}
 * @param reader reads a text that is not empty and has no white space around it
 */
public record ValueType<T>(String form, Function<String, Reading<T>> reader) {

  /** Reads a text. */
  public Reading<T> read(String text) {
    return reader.apply(text);
  }

  /**
   * The same type, but refusing values that fail the test; {@code problem} as in {@link Reading}.
   */
  public ValueType<T> only(String narrowerForm, Predicate<T> test, String problem) {
    return new ValueType<>(
        narrowerForm,
        text ->
            read(text)
                .then(value -> test.test(value) ? Reading.good(value) : Reading.bad(problem)));
  }
}
