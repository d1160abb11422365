package llmchat.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of one process, read and checked once. Immutable; safe for any thread.
 *
 * <p>A value comes from the first source that has one: command line, environment, {@code .env},
 * {@code llm-chat.yaml}, default.
 */
public final class Settings {
  /** Names the configuration file; every {@link ConfigSpec#union} has it. */
  public static final Setting<Path> CONFIG_FILE =
      Setting.of("CONFIG_FILE", ValueTypes.PATH, Group.PROCESS, "The configuration file")
          .whenUnset("./llm-chat.yaml if it exists");

  private final ConfigSpec spec;
  private final SettingsReader.Read read;
  private final ServiceRole role;
  private final DerivedValues derived;
  private final List<String> warnings;

  private Settings(
      ConfigSpec spec,
      SettingsReader.Read read,
      ServiceRole role,
      DerivedValues derived,
      List<String> warnings) {
    this.spec = spec;
    this.read = read;
    this.role = role;
    this.derived = derived;
    this.warnings = warnings;
  }

  private static Settings of(
      ConfigSpec spec, SettingsReader.Read read, ServiceRole role, Problems problems) {
    DerivedValues derived = new DerivedValues(spec.derived(), problems);
    derived.complete(new Settings(spec, read, role, derived, List.of()));
    return new Settings(spec, read, role, derived, problems.warnings());
  }

  /**
   * Reads everything for a process that is both gateway and inference service, without the checks
   * of {@link #checkFor}. Blocks.
   *
   * @throws ConfigException with all errors
   */
  public static Settings load(ConfigSpec spec, Sources sources) {
    Problems problems = new Problems();
    SettingsReader.Read read = SettingsReader.read(spec, sources, problems);
    Settings settings = of(spec, read, ServiceRole.STANDALONE, problems);
    problems.throwIfAny();
    return settings;
  }

  /**
   * Reads everything and checks it for the role, as a process does at start. Blocks.
   *
   * @throws ConfigException with all errors
   */
  public static Settings load(ConfigSpec spec, Sources sources, ServiceRole role) {
    Problems problems = new Problems();
    return checked(spec, SettingsReader.read(spec, sources, problems), role, problems);
  }

  /** Settings from these texts alone, for tests: no environment, no files, no checks. */
  public static Settings of(ConfigSpec spec, Map<String, String> texts) {
    Problems problems = new Problems();
    SettingsReader.Read read = SettingsReader.readOnly(spec, texts, Path.of(""), problems);
    Settings settings = of(spec, read, ServiceRole.STANDALONE, problems);
    problems.throwIfAny();
    return settings;
  }

  /**
   * The same settings for a process of another role, with the defaults and derived values of that
   * role.
   *
   * @throws ConfigException if they are unsafe or incomplete for that role
   */
  public Settings checkFor(ServiceRole other) {
    Problems problems = new Problems();
    read.warnings().forEach(problems::warn);
    return checked(spec, read, other, problems);
  }

  private static Settings checked(
      ConfigSpec spec, SettingsReader.Read read, ServiceRole role, Problems problems) {
    Settings settings = of(spec, read, role, problems);
    spec.checks().forEach(check -> check.check(settings, problems));
    problems.throwIfAny();
    return settings;
  }

  /**
   * The value, or the default.
   *
   * @throws IllegalStateException if it is not set and has no default; use {@link #find} for such
   *     settings
   */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () -> new IllegalStateException(setting.name() + " is not set and has no default"));
  }

  /** The value, or the default; empty if there is neither. */
  public <T> Optional<T> find(Setting<T> setting) {
    return findSet(setting).or(() -> setting.defaultFor(role));
  }

  /** The value that was set, directly or by a shorthand; ignores the default. */
  public <T> Optional<T> findSet(Setting<T> setting) {
    return read.values().find(setting);
  }

  /** Whether it was set, directly or by a shorthand ({@code POSTGRES_HOST}). */
  public boolean isSet(Setting<?> setting) {
    return read.values().isSet(setting);
  }

  /** Where the value comes from: {@code environment}, {@code .env:3}, {@code default}, … */
  public String sourceOf(Setting<?> setting) {
    return read.values().sourceOf(setting).orElse("default");
  }

  /** A derived value, for the role. */
  public <T> T get(Derived<T> value) {
    return derived.get(value, this);
  }

  /** A part of the configuration file. */
  public <T> T get(FilePart<T> part) {
    return read.file().get(part);
  }

  /** The role of the process. */
  public ServiceRole role() {
    return role;
  }

  /** Warnings, to be logged at start; one sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /** The start table: setting, value and source; secrets are masked. */
  public String table() {
    return SettingsTable.of(spec, this);
  }
}
