package llmchat.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.llm.Secret;

/** The common types of settings. */
public final class ValueTypes {
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Pattern TIME = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
  private static final Pattern BYTES =
      Pattern.compile("(\\d{1,15})\\s*(?:([kmg])(?:i?b)?|b)?", Pattern.CASE_INSENSITIVE);
  private static final Map<String, Boolean> SWITCH =
      Map.of(
          "on", true, "true", true, "yes", true, "1", true, "off", false, "false", false, "no",
          false, "0", false);

  /** Any text. */
  public static final ValueType<String> TEXT = new ValueType<>("text", Reading::good);

  /** A TCP port; 0 means any free one. */
  public static final ValueType<Integer> PORT =
      new ValueType<>("a port from 0 to 65535", text -> number(text, 0, 65_535));

  /** A number of things. */
  public static final ValueType<Integer> COUNT =
      new ValueType<>("a whole number of at least 1", text -> number(text, 1, 1_000_000_000));

  /** A duration, possibly zero. */
  public static final ValueType<Duration> TIME_FROM_ZERO =
      new ValueType<>("a time with its unit, such as 500ms, 2s, 5m, 1h or 7d", ValueTypes::time);

  /** A positive duration. */
  public static final ValueType<Duration> TIME_ABOVE_ZERO =
      TIME_FROM_ZERO.only(TIME_FROM_ZERO.form(), Duration::isPositive, "must be greater than zero");

  /** A number of bytes. */
  public static final ValueType<Long> SIZE =
      new ValueType<>("a size such as 64KB, 32MB or 1GB", ValueTypes::bytes)
          .only("a size from 1KB to 1GB, such as 32MB", ValueTypes::sensible, "is out of range");

  /** A switch. */
  public static final ValueType<Boolean> FLAG =
      new ValueType<>(
          "on or off",
          text ->
              Optional.ofNullable(SWITCH.get(text.toLowerCase(Locale.ROOT)))
                  .map(Reading::good)
                  .orElseGet(() -> Reading.bad("is neither on nor off")));

  /** A path of a file or folder. */
  public static final ValueType<Path> PATH = new ValueType<>("a path", ValueTypes::path);

  /** Names separated by commas, without duplicates. */
  public static final ValueType<List<String>> NAMES =
      new ValueType<>("one name, or several separated by commas", ValueTypes::names);

  /** A secret that an HTTP header can carry. */
  public static final ValueType<Secret> TOKEN =
      new ValueType<>(
          "letters, digits and symbols without spaces or line breaks",
          text ->
              text.chars().allMatch(c -> c > ' ' && c < 0x7f)
                  ? Reading.good(new Secret(text))
                  : Reading.bad("holds a space, a line break or a character beyond ASCII"));

  /** A secret on one line. */
  public static final ValueType<Secret> PASSWORD =
      new ValueType<>(
          "one line of text",
          text ->
              text.chars().noneMatch(Character::isISOControl)
                  ? Reading.good(new Secret(text))
                  : Reading.bad("holds a line break or another control character"));

  private ValueTypes() {}

  /** A URL that may contain a password, with one of these prefixes. */
  public static ValueType<Secret> secretUrl(String form, String... beginnings) {
    return new ValueType<>(
        form,
        text ->
            PASSWORD
                .read(text)
                .then(secret ->
                    Stream.of(beginnings).anyMatch(text::startsWith)
                        ? Reading.good(secret)
                        : Reading.bad("does not begin with " + String.join(" or ", beginnings))));
  }

  /** One of the constants of an enum, in any case. */
  public static <E extends Enum<E>> ValueType<E> choice(Class<E> choices) {
    List<E> all = Arrays.asList(choices.getEnumConstants());
    String names = all.stream().map(ValueTypes::shown).collect(Collectors.joining(", "));
    String form = names.replaceFirst(", ([^,]*)$", " or $1");
    return new ValueType<>(
        form,
        text ->
            all.stream()
                .filter(one -> one.name().equalsIgnoreCase(text))
                .findFirst()
                .map(Reading::good)
                .orElseGet(() -> Reading.bad("is not one of " + names)));
  }

  /** The name in lower case. */
  public static String shown(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The duration in the largest unit that divides it. */
  public static String shown(Duration time) {
    long millis = time.toMillis();
    if (millis % 1000 != 0 || millis == 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** The size in the largest unit that divides it. */
  public static String shownSize(long bytes) {
    if (bytes % (1L << 30) == 0) {
      return (bytes >> 30) + "GB";
    }
    if (bytes % (1L << 20) == 0) {
      return (bytes >> 20) + "MB";
    }
    return bytes % 1024 == 0 ? (bytes >> 10) + "KB" : Long.toString(bytes);
  }

  /** A whole number between two bounds, both included. */
  public static Reading<Integer> number(String text, int least, int most) {
    if (!text.matches("\\d{1,12}")) {
      return Reading.bad("is not a whole number");
    }
    long number = Long.parseLong(text);
    return number < least || number > most
        ? Reading.bad("is not from " + least + " to " + most)
        : Reading.good((int) number);
  }

  private static Reading<Duration> time(String text) {
    Matcher matcher = TIME.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Reading.bad(text.matches("\\d+") ? "lacks a unit" : "is not a time");
    }
    long count = Long.parseLong(matcher.group(1));
    Duration time =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    return time.compareTo(LONGEST) > 0 ? Reading.bad("is more than 366 days") : Reading.good(time);
  }

  private static Reading<Long> bytes(String text) {
    Matcher matcher = BYTES.matcher(text);
    if (!matcher.matches()) {
      return Reading.bad("is not a size");
    }
    long count = Long.parseLong(matcher.group(1));
    String unit = Optional.ofNullable(matcher.group(2)).orElse("").toLowerCase(Locale.ROOT);
    int shift =
        switch (unit) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          default -> 0;
        };
    return count > Long.MAX_VALUE >> shift
        ? Reading.bad("is out of range")
        : Reading.good(count << shift);
  }

  private static boolean sensible(long bytes) {
    return bytes >= 1024 && bytes <= 1L << 30;
  }

  private static Reading<Path> path(String text) {
    try {
      return Reading.good(Path.of(text));
    } catch (InvalidPathException e) {
      return Reading.bad("is not a path on this system");
    }
  }

  private static Reading<List<String>> names(String text) {
    List<String> names = Stream.of(text.split(",", -1)).map(String::strip).toList();
    if (names.stream().anyMatch(String::isEmpty)) {
      return Reading.bad("has an extra comma");
    }
    return names.stream().distinct().count() < names.size()
        ? Reading.bad("lists the same name twice")
        : Reading.good(names);
  }
}
