package llmchat.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what is wrong while the configuration is read. For one thread. */
final class Problems {
  private final List<ConfigError> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  void error(String setting, String source, String problem, String advice) {
    errors.add(new ConfigError(setting, source, problem, advice));
  }

  void error(ConfigError error) {
    errors.add(error);
  }

  void warn(String warning) {
    warnings.add(Quoted.plain(warning));
  }

  boolean concern(Set<String> settings) {
    return errors.stream().anyMatch(error -> settings.contains(error.setting()));
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
  }
}
