package llmchat.deploy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import llmchat.server.config.ConfigException;
import llmchat.server.config.Reading;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.config.Sources;
import llmchat.standalone.ProgramSettings;

/** What the program makes of a container's environment, with stand-ins for the secrets. */
final class ContainerSettings {
  private static final Path NOWHERE = Path.of("there-is-no-such-folder");
  private static final String TOKEN = "stand-in-for-a-secret-0123456789";
  private static final String ADDRESS = "postgresql://user:password@database.example/llmchat";

  private ContainerSettings() {}

  /** The settings as the program starts with them, or why it does not. */
  static Reading<Settings> read(Map<String, String> environment, ServiceRole role) {
    try {
      return Reading.good(
          ProgramSettings.load(new Sources(Map.of(), withStandIns(environment), NOWHERE), role));
    } catch (ConfigException e) {
      return Reading.bad(e.render());
    }
  }

  /** The names that are no settings. */
  static Predicate<String> unknown() {
    return name -> ProgramSettings.SPEC.find(name).isEmpty();
  }

  private static Map<String, String> withStandIns(Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    environment.forEach((name, text) -> {
      Optional<Setting<?>> secret = ProgramSettings.SPEC.find(name).filter(Setting::isSecret);
      if (secret.isEmpty()) {
        values.put(name, text);
      } else {
        values.put(secret.get().name(), secret.get().name().endsWith("_URL") ? ADDRESS : TOKEN);
      }
    });
    return values;
  }
}
