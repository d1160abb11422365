package llmchat.server.config;

/**
 * One error in the configuration. It never contains the value of a secret. Immutable.
 *
 * @param setting the setting, or the path in the file ({@code models.fast.targets})
 * @param source where it is set: {@code environment}, {@code .env:3}, {@code llm-chat.yaml:7}
 * @param problem what is wrong, as a clause without a full stop
 * @param advice what to change, as a clause without a full stop
 */
public record ConfigError(String setting, String source, String problem, String advice) {

  /** The error on one line, without control characters. */
  public String render() {
    String place = source.isEmpty() ? "" : " (" + source + ")";
    return Quoted.plain(setting + place + ": " + problem + "; " + advice);
  }
}
