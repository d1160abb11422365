package llmchat.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of one process, read and checked once. Immutable; safe for any thread.
 *
 * <p>A value comes from the first of these that has one: command line, environment, {@code .env},
 * {@code llm-chat.yaml}, default.
 */
public final class Settings {
  private final SettingsReader.Read read;
  private final Role role;
  private final Routing routing;
  private final Models models;
  private final List<String> warnings;

  private Settings(SettingsReader.Read read, Role role, Problems problems) {
    this.read = read;
    this.role = role;
    ModelPlan plan = ModelPlan.of(read.values(), read.fileModels(), role, problems);
    this.routing = plan.routing();
    this.models = plan.models();
    this.warnings = problems.warnings();
  }

  /**
   * Reads everything for a process that is gateway and inference service in one, without the checks
   * of {@link #checkFor}.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static Settings load(Sources sources) {
    Problems problems = new Problems();
    Settings settings =
        new Settings(SettingsReader.read(sources, problems), Role.STANDALONE, problems);
    problems.throwIfAny();
    return settings;
  }

  /**
   * Reads everything and checks it for the role; what a process does at start.
   *
   * @throws ConfigException with everything that is wrong
   */
  public static Settings load(Sources sources, Role role) {
    Problems problems = new Problems();
    Settings settings = new Settings(SettingsReader.read(sources, problems), role, problems);
    RoleChecks.check(settings, problems);
    problems.throwIfAny();
    return settings;
  }

  /** Settings from these texts alone, for tests: no environment, no files, no role checks. */
  public static Settings of(Map<String, String> texts) {
    Problems problems = new Problems();
    Settings settings =
        new Settings(
            SettingsReader.readOnly(texts, Path.of(""), problems), Role.STANDALONE, problems);
    problems.throwIfAny();
    return settings;
  }

  /**
   * The same settings as a process of that role sees them: with its defaults, routing and models.
   *
   * @throws ConfigException if they are not safe or not complete for that role
   */
  public Settings checkFor(Role other) {
    Problems problems = new Problems();
    read.warnings().forEach(problems::warn);
    Settings settings = new Settings(read, other, problems);
    RoleChecks.check(settings, problems);
    problems.throwIfAny();
    return settings;
  }

  /**
   * The value, or the default.
   *
   * @throws IllegalStateException if it is not set and has no default; ask {@link #find} for those
   */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () -> new IllegalStateException(setting.name() + " is not set and has no default"));
  }

  /** The value, or the default, or nothing. */
  public <T> Optional<T> find(Setting<T> setting) {
    return read.values().find(setting).or(() -> setting.defaultFor(role));
  }

  /** Whether somebody set it, or one that stands in for it ({@code POSTGRES_HOST}). */
  public boolean isSet(Setting<?> setting) {
    return read.values().isSet(setting);
  }

  /** Where the value comes from: {@code environment}, {@code .env:3}, {@code default}, … */
  public String sourceOf(Setting<?> setting) {
    return read.values().sourceOf(setting).orElse("default");
  }

  /** The role that these settings are for. */
  public Role role() {
    return role;
  }

  /** The inference services elsewhere; none in an inference service itself. */
  public Routing routing() {
    return routing;
  }

  /** The models that this process serves. */
  public Models models() {
    return models;
  }

  /** Where the models are described: the configuration file, or the settings. */
  String sourceOfModels() {
    return read.fileModels().models().stream()
        .findFirst()
        .map(FileModels.Model::source)
        .orElse("default");
  }

  /** What is doubtful but no error, one sentence each; to be logged at start. */
  public List<String> warnings() {
    return warnings;
  }

  /** The start table: setting, value, where from; secrets are masked. */
  public String table() {
    return SettingsTable.of(this);
  }
}
