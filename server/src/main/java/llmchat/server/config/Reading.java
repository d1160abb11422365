package llmchat.server.config;

import java.util.function.Function;

/** The result of parsing a text: a value, or what is wrong with the text. */
public sealed interface Reading<T> {

  /** The text is valid. */
  record Good<T>(T value) implements Reading<T> {}

  /**
   * The text is invalid.
   *
   * @param problem completes a sentence that begins with the text, such as {@code is not a number};
   *     never repeats the text, which may be secret
   */
  record Bad<T>(String problem) implements Reading<T> {}

  /** A valid text with this value. */
  static <T> Reading<T> good(T value) {
    return new Good<>(value);
  }

  /** An invalid text; see {@link Bad#problem}. */
  static <T> Reading<T> bad(String problem) {
    return new Bad<>(problem);
  }

  /** Continues with the value; an invalid text stays invalid. */
  default <R> Reading<R> then(Function<T, Reading<R>> next) {
    return switch (this) {
      case Good<T>(T value) -> next.apply(value);
      case Bad<T>(String problem) -> bad(problem);
    };
  }
}
