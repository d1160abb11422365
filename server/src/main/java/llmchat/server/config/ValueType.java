package llmchat.server.config;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The type of a setting's value, and how its text is parsed.
 *
 * @param form a description of valid texts that completes "write …": {@code a port from 0 to 65535}
 * @param reader parses a text that is not empty and has no white space around it
 */
public record ValueType<T>(String form, Function<String, Reading<T>> reader) {

  /** Parses a text. */
  public Reading<T> read(String text) {
    return reader.apply(text);
  }

  /**
   * The same type, limited to values that pass the test; {@code problem} as in {@link Reading.Bad}.
   */
  public ValueType<T> only(String narrowerForm, Predicate<T> test, String problem) {
    return new ValueType<>(
        narrowerForm,
        text ->
            read(text)
                .then(value -> test.test(value) ? Reading.good(value) : Reading.bad(problem)));
  }
}
