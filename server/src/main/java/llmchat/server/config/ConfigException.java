package llmchat.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is invalid; carries all errors, not only the first. */
public final class ConfigException extends RuntimeException {
  private final List<ConfigError> errors;

  /** With at least one error. */
  public ConfigException(List<ConfigError> errors) {
    super(
        errors.stream()
            .map(ConfigError::render)
            .collect(Collectors.joining(System.lineSeparator())));
    this.errors = List.copyOf(errors);
  }

  /** All errors, in the order of the settings. */
  public List<ConfigError> errors() {
    return errors;
  }

  /** One line per error, for the operator. */
  public String render() {
    return errors.stream().map(ConfigError::render).collect(Collectors.joining("\n"));
  }
}
