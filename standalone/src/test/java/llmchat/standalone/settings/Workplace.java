package llmchat.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import llmchat.server.config.ConfigException;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Settings;
import llmchat.server.config.Sources;
import llmchat.standalone.ProgramSettings;

/** A working directory with an environment and a command line, to load settings from. */
final class Workplace {
  private final Path directory;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> commandLine = new LinkedHashMap<>();

  Workplace(Path directory) {
    this.directory = directory;
  }

  Workplace file(String name, String content) {
    try {
      Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  Workplace envFile(String... lines) {
    return file(".env", String.join("\n", lines) + "\n");
  }

  Workplace yaml(String content) {
    return file("llm-chat.yaml", content);
  }

  Workplace environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Workplace commandLine(String name, String value) {
    commandLine.put(name, value);
    return this;
  }

  private Sources sources() {
    return new Sources(commandLine, environment, directory);
  }

  Settings load() {
    return ProgramSettings.load(sources());
  }

  Settings load(ServiceRole role) {
    return ProgramSettings.load(sources(), role);
  }

  /** The rendered errors that loading ends with. */
  List<String> errors() {
    return rendered(catchThrowableOfType(ConfigException.class, this::load));
  }

  /** The rendered errors that loading for the role ends with. */
  List<String> errors(ServiceRole role) {
    return rendered(catchThrowableOfType(ConfigException.class, () -> load(role)));
  }

  private static List<String> rendered(ConfigException exception) {
    assertThat(exception).as("the configuration is refused").isNotNull();
    assertThat(exception.render().lines()).hasSameSizeAs(exception.errors());
    return exception.render().lines().toList();
  }
}
