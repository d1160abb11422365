package llmchat.inference.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A directive in a prompt to the demo model, for tests and benchmarks: {@code [demo delay=50ms
 * words=200 fail=503]}. Each part is optional.
 *
 * @param delay the pause before each word of a stream, or before a whole answer
 * @param words the length of the answer, in words
 * @param fail the HTTP status to fail with
 */
record DemoDirective(Optional<Duration> delay, OptionalInt words, OptionalInt fail) {
  /** Possessive, because an ordinary loop over groups recurses, and a prompt may be long. */
  private static final Pattern DIRECTIVE =
      Pattern.compile("\\[demo((?: ++[a-z]++=[0-9]++(?:ms|s)?+)++) *+]");

  private static final Pattern PART = Pattern.compile("([a-z]+)=([0-9]{1,6})(ms|s)?");
  private static final int MAX_WORDS = 100_000;

  static DemoDirective in(String prompt) {
    DemoDirective directive =
        new DemoDirective(Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
    Matcher found = DIRECTIVE.matcher(prompt);
    if (!found.find()) {
      return directive;
    }
    Matcher part = PART.matcher(found.group(1));
    while (part.find()) {
      directive = directive.with(part.group(1), Integer.parseInt(part.group(2)), part.group(3));
    }
    return directive;
  }

  private DemoDirective with(String name, int value, @Nullable String unit) {
    return switch (name) {
      case "delay" -> {
        Duration pause = "s".equals(unit) ? Duration.ofSeconds(value) : Duration.ofMillis(value);
        yield new DemoDirective(Optional.of(pause), words, fail);
      }
      case "words" -> new DemoDirective(delay, OptionalInt.of(Math.min(value, MAX_WORDS)), fail);
      case "fail" ->
          value >= 400 && value <= 599
              ? new DemoDirective(delay, words, OptionalInt.of(value))
              : this;
      default -> this;
    };
  }
}
