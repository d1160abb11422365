package llmchat.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import llmchat.llm.Secret;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its name, the type of its value, its default, and its description.
 *
 * <p>Immutable; the {@code with…} methods return a changed copy. Settings with the same name are
 * equal.
 */
public final class Setting<T> {

  /** A default, with its text for the documentation. */
  private record Default<T>(T value, String text) {}

  /** What applies if the setting is not set. */
  private record Unset<T>(
      @Nullable Default<T> inStandalone, @Nullable Default<T> apart, String otherwise) {

    @Nullable Default<T> in(ServiceRole role) {
      return role == ServiceRole.STANDALONE ? inStandalone : apart;
    }
  }

  private final String name;
  private final ValueType<T> type;
  private final Group group;
  private final String description;
  private final Function<T, String> shown;
  private final boolean secret;
  private final boolean important;
  private final Unset<T> unset;

  private Setting(
      String name,
      ValueType<T> type,
      Group group,
      String description,
      Function<T, String> shown,
      boolean secret,
      boolean important,
      Unset<T> unset) {
    this.name = name;
    this.type = type;
    this.group = group;
    this.description = description;
    this.shown = shown;
    this.secret = secret;
    this.important = important;
    this.unset = unset;
  }

  /** A setting of any type. */
  public static <T> Setting<T> of(String name, ValueType<T> type, Group group, String description) {
    return new Setting<>(
        name, type, group, description, String::valueOf, false, false, new Unset<>(null, null, ""));
  }

  /** A line of text. */
  public static Setting<String> text(String name, Group group, String description) {
    return of(name, ValueTypes.TEXT, group, description);
  }

  /** A TCP port to listen on or connect to; 0 means any free one. */
  public static Setting<Integer> port(String name, Group group, String description) {
    return of(name, ValueTypes.PORT, group, description);
  }

  /** A number of things, at least one. */
  public static Setting<Integer> count(String name, Group group, String description) {
    return of(name, ValueTypes.COUNT, group, description);
  }

  /** A positive duration, such as {@code 500ms}, {@code 2s}, {@code 5m} or {@code 7d}. */
  public static Setting<Duration> duration(String name, Group group, String description) {
    return of(name, ValueTypes.TIME_ABOVE_ZERO, group, description).shownAs(ValueTypes::shown);
  }

  /** A number of bytes, such as {@code 32MB}; 1 KB is 1024 bytes. */
  public static Setting<Long> size(String name, Group group, String description) {
    return of(name, ValueTypes.SIZE, group, description).shownAs(ValueTypes::shownSize);
  }

  /** A switch: on, off, true, false, yes, no, 1 or 0. */
  public static Setting<Boolean> flag(String name, Group group, String description) {
    return of(name, ValueTypes.FLAG, group, description).shownAs(on -> on ? "on" : "off");
  }

  /** One of the constants of an enum, in lower case. */
  public static <E extends Enum<E>> Setting<E> choice(
      String name, Class<E> choices, Group group, String description) {
    return of(name, ValueTypes.choice(choices), group, description).shownAs(ValueTypes::shown);
  }

  /** A key or token that travels in an HTTP header: visible ASCII, no spaces. */
  public static Setting<Secret> secret(String name, Group group, String description) {
    return secret(name, ValueTypes.TOKEN, group, description);
  }

  /** A secret of another type, such as a password or a URL that contains one. */
  public static Setting<Secret> secret(
      String name, ValueType<Secret> type, Group group, String description) {
    Setting<Secret> open = of(name, type, group, description);
    return new Setting<>(name, type, group, description, open.shown, true, false, open.unset);
  }

  /** An http or https URL with a host; without user, query or trailing slash. */
  public static Setting<URI> httpUrl(String name, Group group, String description) {
    return of(name, HttpUrls.TYPE, group, description);
  }

  /** A host name or an IP address, without scheme or port; IPv6 without brackets. */
  public static Setting<String> host(String name, Group group, String description) {
    return of(name, Hosts.TYPE, group, description);
  }

  /** The same setting with a default, as a user would write it. */
  public Setting<T> withDefault(String text) {
    Default<T> value = parsedDefault(text);
    return copy(important, shown, new Unset<>(value, value, unset.otherwise));
  }

  /** The same setting with a computed default, and its text for the documentation. */
  public Setting<T> withDefault(T value, String text) {
    Default<T> given = new Default<>(value, text);
    return copy(important, shown, new Unset<>(given, given, unset.otherwise));
  }

  /** The same setting with another default for a gateway or inference service of its own. */
  public Setting<T> withDefaultWhenSeparate(String text) {
    return copy(
        important, shown, new Unset<>(unset.inStandalone, parsedDefault(text), unset.otherwise));
  }

  /** The same setting with a description of what happens if it is not set and has no default. */
  public Setting<T> whenUnset(String whatHappens) {
    return copy(important, shown, new Unset<>(unset.inStandalone, unset.apart, whatHappens));
  }

  /** The same setting, shown in the start table even if it has its default. */
  public Setting<T> shownAlways() {
    return copy(true, shown, unset);
  }

  /** The same setting with another way to print a value. */
  public Setting<T> shownAs(Function<T, String> other) {
    return copy(important, other, unset);
  }

  private Setting<T> copy(boolean always, Function<T, String> show, Unset<T> otherwise) {
    return new Setting<>(name, type, group, description, show, secret, always, otherwise);
  }

  private Default<T> parsedDefault(String text) {
    return switch (type.read(text)) {
      case Reading.Good<T>(T value) -> new Default<>(value, text);
      case Reading.Bad<T>(String problem) ->
          throw new IllegalArgumentException(name + ": the default " + text + " " + problem);
    };
  }

  /** The name, as in the environment, such as {@code GATEWAY_PORT}. */
  public String name() {
    return name;
  }

  /** The name of the {@code _FILE} setting, which names a file that contains the value. */
  public String fileName() {
    return name + "_FILE";
  }

  /** Whether {@link #fileName} may be set instead: true for every secret. */
  public boolean mayComeFromFile() {
    return secret;
  }

  /** The type of its value. */
  public ValueType<T> type() {
    return type;
  }

  /** Its topic. */
  public Group group() {
    return group;
  }

  /** Its description in one line, without a full stop. */
  public String description() {
    return description;
  }

  /** Whether its value must not be printed. */
  public boolean isSecret() {
    return secret;
  }

  /** Whether the start table shows it even if it has its default. */
  public boolean isShownAlways() {
    return important;
  }

  /** The default value for a process of that role. */
  public Optional<T> defaultFor(ServiceRole role) {
    return Optional.ofNullable(unset.in(role)).map(Default::value);
  }

  /** The text of the default, or else what happens without a value, or else empty. */
  public String defaultText(ServiceRole role) {
    return Optional.ofNullable(unset.in(role)).map(Default::text).orElse(unset.otherwise);
  }

  /** A value as text; a secret is masked. */
  public String show(T value) {
    return shown.apply(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Setting<?> setting && name.equals(setting.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
