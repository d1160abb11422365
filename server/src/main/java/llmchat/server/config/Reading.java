package llmchat.server.config;

import java.util.function.Function;

/** What came of reading a text: a value, or what is wrong with the text. */
public sealed interface Reading<T> {

  /** The text was good. */
  record Good<T>(T value) implements Reading<T> {}

  /**
   * The text was bad.
   *
   * @param problem the rest of a sentence that begins with the text, such as {@code is not a
   *     number}; it never repeats the text, which may be secret
   */
  record Bad<T>(String problem) implements Reading<T> {}

  /** A good reading. */
  static <T> Reading<T> good(T value) {
    return new Good<>(value);
  }

  /** A bad reading; see {@link Bad#problem}. */
  static <T> Reading<T> bad(String problem) {
    return new Bad<>(problem);
  }

  /** Reads on from a good value; a bad reading stays as it is. */
  default <R> Reading<R> then(Function<T, Reading<R>> next) {
    return switch (this) {
      case Good<T>(T value) -> next.apply(value);
      case Bad<T>(String problem) -> bad(problem);
    };
  }
}
