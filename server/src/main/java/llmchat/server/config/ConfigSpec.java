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
 * The configuration of a feature, a service or a program: its settings and how they are checked.
 * Immutable; the {@code with…} methods return an extended copy.
 *
 * @param settings without duplicates; those of a {@link #union} in the order of the documentation
 * @param shorthands settings from which the values of others are built
 * @param fileParts the parts of the configuration file besides settings
 * @param derived how to compute values from the settings and the file, in any order
 * @param checks the checks across settings when a process starts
 * @param rows what the start table shows for a setting that is not set and has no fixed default
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

  /** Only these settings. */
  public static ConfigSpec of(Setting<?>... settings) {
    return new ConfigSpec(List.of(settings), List.of(), List.of(), Map.of(), List.of(), Map.of());
  }

  /**
   * The union of several, without duplicates, plus {@link Settings#CONFIG_FILE}. Settings are
   * ordered by group, and within a group as given.
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

  /** The same with a derived value. */
  public <T> ConfigSpec withDerived(Derived<T> value, Derived.From<T> from) {
    return new ConfigSpec(
        settings, shorthands, fileParts, plus(derived, value, from), checks, rows);
  }

  /** The same with a check. */
  public ConfigSpec withCheck(Check check) {
    return new ConfigSpec(settings, shorthands, fileParts, derived, plus(checks, check), rows);
  }

  /** The same with what the start table shows if the setting is not set. */
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

  /** Whether it contains the setting. */
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

  /** The names that may be at the top level of the configuration file. */
  public List<String> fileNames() {
    return Stream.concat(
            Stream.of(ConfigFile.SETTINGS),
            fileParts.stream().flatMap(part -> part.names().stream()))
        .toList();
  }
}
