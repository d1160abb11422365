package llmchat.server.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where settings are read from, most important first.
 *
 * @param commandLine setting name to value; {@code gateway-port} is understood as {@code
 *     GATEWAY_PORT}
 * @param environment the environment of the process
 * @param directory the folder that holds {@code .env} and {@code llm-chat.yaml}, and that relative
 *     paths begin at
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
