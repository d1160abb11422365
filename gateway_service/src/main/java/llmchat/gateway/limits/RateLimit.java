package llmchat.gateway.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import llmchat.server.config.Reading;
import llmchat.server.config.ValueType;

/**
 * The most calls in any window of time; as text {@code 60/minute} or {@code 10/5minutes}.
 *
 * @param calls at least 1
 * @param window at least one second, in whole seconds
 */
public record RateLimit(int calls, Duration window) {
  private static final int MAX_CALLS = 1_000_000_000;
  private static final Duration MAX_WINDOW = Duration.ofDays(366);
  private static final Pattern ONE =
      Pattern.compile("(\\d{1,12})(?:\\s*(?:/|per\\b)\\s*(\\d{1,9})?\\s*([a-z]+))?");

  /** The type of the {@code RATE_LIMIT} setting; an empty list means no limit. */
  static final ValueType<List<RateLimit>> TYPE =
      new ValueType<>(
          "a rate such as 60/minute, several as in 100/hour;1000/day, or off", RateLimit::parse);

  public RateLimit {
    if (calls < 1) {
      throw new IllegalArgumentException("a rate limit needs at least one call");
    }
    if (window.toSeconds() < 1 || window.toNanosPart() != 0) {
      throw new IllegalArgumentException("a rate limit needs a window of whole seconds");
    }
  }

  /**
   * Parses {@code 5} (per minute), {@code 60/minute}, {@code 5 per second}, {@code 10/5minutes} or
   * several of these separated by {@code ;}, {@code ,} or {@code |}; {@code 0} and {@code off} give
   * an empty list.
   */
  public static Reading<List<RateLimit>> parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("off") || lower.equals("0")) {
      return Reading.good(List.of());
    }
    List<RateLimit> limits = new ArrayList<>();
    for (String part : lower.split("[;,|]", -1)) {
      switch (one(part.strip())) {
        case Reading.Good<RateLimit>(RateLimit limit) -> limits.add(limit);
        case Reading.Bad<RateLimit>(String problem) -> {
          return Reading.bad(problem);
        }
      }
    }
    return Reading.good(List.copyOf(limits));
  }

  /** Formats limits as {@link #parse} reads them. */
  public static String text(List<RateLimit> limits) {
    return limits.isEmpty()
        ? "off"
        : String.join(";", limits.stream().map(RateLimit::toString).toList());
  }

  private static Reading<RateLimit> one(String text) {
    Matcher matcher = ONE.matcher(text);
    if (!matcher.matches()) {
      return Reading.bad("is not a rate limit");
    }
    long calls = Long.parseLong(matcher.group(1));
    if (calls < 1) {
      return Reading.bad("must allow at least one call");
    }
    long times = Optional.ofNullable(matcher.group(2)).map(Long::parseLong).orElse(1L);
    Optional<Duration> unit = unit(Optional.ofNullable(matcher.group(3)).orElse("minute"));
    if (unit.isEmpty()) {
      return Reading.bad("has a unit other than second, minute, hour, day");
    }
    if (times < 1 || times > MAX_WINDOW.dividedBy(unit.get()) || calls > MAX_CALLS) {
      return Reading.bad("is out of range");
    }
    return Reading.good(new RateLimit((int) calls, unit.get().multipliedBy(times)));
  }

  private static Optional<Duration> unit(String name) {
    return switch (name) {
      case "s", "sec", "second", "seconds" -> Optional.of(Duration.ofSeconds(1));
      case "m", "min", "minute", "minutes" -> Optional.of(Duration.ofMinutes(1));
      case "h", "hr", "hour", "hours" -> Optional.of(Duration.ofHours(1));
      case "d", "day", "days" -> Optional.of(Duration.ofDays(1));
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    long seconds = window.toSeconds();
    if (seconds % 86_400 == 0) {
      return calls + per(seconds / 86_400, "day");
    }
    if (seconds % 3600 == 0) {
      return calls + per(seconds / 3600, "hour");
    }
    return calls + (seconds % 60 == 0 ? per(seconds / 60, "minute") : per(seconds, "second"));
  }

  private static String per(long count, String unit) {
    return count == 1 ? "/" + unit : "/" + count + unit + "s";
  }
}
