package llmchat.server.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * The sources of settings, in order of precedence.
 *
 * @param commandLine setting name to value; {@code gateway-port} means {@code GATEWAY_PORT}
 * @param environment the environment of the process
 * @param directory the folder with {@code .env} and {@code llm-chat.yaml}, which relative paths
 *     start from
 */
public record Sources(
    Map<String, String> commandLine, Map<String, String> environment, Path directory) {

  public Sources {
    commandLine = Map.copyOf(commandLine);
    environment = Map.copyOf(environment);
  }

  /** The environment of this process and its working directory. */
  public static Sources ofProcess(Map<String, String> commandLine) {
    return new Sources(commandLine, System.getenv(), Path.of(""));
  }
}
