package llmchat.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects errors and warnings while the configuration is read. For one thread. */
public final class Problems {
  private final List<ConfigError> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /** Adds an error; the parts are those of {@link ConfigError}. */
  public void error(String setting, String source, String problem, String advice) {
    errors.add(new ConfigError(setting, source, problem, advice));
  }

  /** Adds an error. */
  public void error(ConfigError error) {
    errors.add(error);
  }

  /** Adds a warning: one sentence without a full stop. */
  public void warn(String warning) {
    warnings.add(Quoted.plain(warning));
  }

  /** Whether any of these settings has an error. */
  public boolean hasErrorFor(Set<String> settings) {
    return errors.stream().anyMatch(error -> settings.contains(error.setting()));
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Fails if there are errors.
   *
   * @throws ConfigException with all errors
   */
  public void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
  }
}
