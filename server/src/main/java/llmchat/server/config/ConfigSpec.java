package llmchat.server.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything that a feature, a service or a program can be configured with, and how it is checked.
 * Immutable; the {@code with…} methods give a larger copy.
 *
 * @param settings each once; those of a {@link #union} in the order of the documentation
 * @param shorthands settings that spell out others
 * @param fileParts what the configuration file may hold beside settings
 * @param derived values that are worked out from settings and the file, in any order
 * @param checks what must hold between settings when a process starts
 * @param rows what the start table shows for a setting that nobody set and that has no fixed
 *     default
 */
public record ConfigSpec(
    List<Setting<?>> settings,
    List<Shorthand<?>> shorthands,
    List<FilePart<?>> fileParts,
    Map<Derived<?>, Derived.From<?>> derived,
    List<Check> checks,
    Map<Setting<?>, Function<Settings, SourcedText>> rows) {

  public ConfigSpec {
    settings = List.copyOf(settings);
    shorthands = List.copyOf(shorthands);
    fileParts = List.copyOf(fileParts);
    derived = Collections.unmodifiableMap(new LinkedHashMap<>(derived));
    checks = List.copyOf(checks);
    rows = Map.copyOf(rows);
  }

  /** These settings alone. */
  public static ConfigSpec of(Setting<?>... settings) {
    return new ConfigSpec(List.of(settings), List.of(), List.of(), Map.of(), List.of(), Map.of());
  }

  /**
   * Everything of all of them, with the setting that names the configuration file; what several of
   * them have is there once. Settings are in the order of their groups, and within a group as
   * given.
   */
  public static ConfigSpec union(ConfigSpec... specs) {
    Map<Derived<?>, Derived.From<?>> derived = new LinkedHashMap<>();
    Map<Setting<?>, Function<Settings, SourcedText>> rows = new LinkedHashMap<>();
    for (ConfigSpec spec : specs) {
      spec.derived.forEach(derived::putIfAbsent);
      rows.putAll(spec.rows);
    }
    return new ConfigSpec(
        inOrder(distinct(specs, ConfigSpec::settings)),
        distinct(specs, ConfigSpec::shorthands),
        distinct(specs, ConfigSpec::fileParts),
        derived,
        distinct(specs, ConfigSpec::checks),
        rows);
  }

  private static List<Setting<?>> inOrder(List<Setting<?>> settings) {
    List<Setting<?>> ordered = new ArrayList<>(settings);
    ordered.remove(Settings.CONFIG_FILE);
    ordered.add(Settings.CONFIG_FILE);
    ordered.sort(Comparator.comparing(Setting::group));
    return ordered;
  }

  private static <T> List<T> distinct(
      ConfigSpec[] specs, Function<ConfigSpec, ? extends List<T>> part) {
    return Stream.of(specs).flatMap(spec -> part.apply(spec).stream()).distinct().toList();
  }

  /** The same with a shorthand. */
  public ConfigSpec withShorthand(Shorthand<?> shorthand) {
    return new ConfigSpec(settings, plus(shorthands, shorthand), fileParts, derived, checks, rows);
  }

  /** The same with a part of the configuration file. */
  public ConfigSpec withFilePart(FilePart<?> part) {
    return new ConfigSpec(settings, shorthands, plus(fileParts, part), derived, checks, rows);
  }

  /** The same with a way to work out a value. */
  public <T> ConfigSpec withDerived(Derived<T> value, Derived.From<T> from) {
    return new ConfigSpec(
        settings, shorthands, fileParts, plus(derived, value, from), checks, rows);
  }

  /** The same with a check. */
  public ConfigSpec withCheck(Check check) {
    return new ConfigSpec(settings, shorthands, fileParts, derived, plus(checks, check), rows);
  }

  /** The same with what the start table shows where nobody set the setting. */
  public ConfigSpec withRow(Setting<?> setting, Function<Settings, SourcedText> unset) {
    return new ConfigSpec(
        settings, shorthands, fileParts, derived, checks, plus(rows, setting, unset));
  }

  private static <T> List<T> plus(List<T> list, T item) {
    return Stream.concat(list.stream(), Stream.of(item)).toList();
  }

  private static <K, V> Map<K, V> plus(Map<K, V> map, K key, V value) {
    Map<K, V> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  /** Whether the setting is one of them. */
  public boolean contains(Setting<?> setting) {
    return settings.contains(setting);
  }

  /** The setting of that name, or whose {@code _FILE} twin has that name. */
  public Optional<Setting<?>> find(String name) {
    for (Setting<?> setting : settings) {
      if (setting.name().equals(name)
          || (setting.mayComeFromFile() && setting.fileName().equals(name))) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /** The names of the settings and of their {@code _FILE} twins. */
  List<String> names() {
    return settings.stream()
        .flatMap(setting ->
            setting.mayComeFromFile()
                ? Stream.of(setting.name(), setting.fileName())
                : Stream.of(setting.name()))
        .toList();
  }

  /** The names that may stand at the top of the configuration file. */
  public List<String> fileNames() {
    return Stream.concat(
            Stream.of(ConfigFile.SETTINGS),
            fileParts.stream().flatMap(part -> part.names().stream()))
        .toList();
  }
}
