package llmchat.standalone;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import llmchat.gateway.store.DatabaseSettings;
import llmchat.server.config.ConfigSpec;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Setting;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Every setting as an option: {@code --gateway-port 8001} for {@code GATEWAY_PORT}. Secrets have no
 * option, since other users of the machine can read command lines.
 */
final class SettingOptions {
  private SettingOptions() {}

  /** Adds all settings; those without effect in this role are accepted, but hidden in the help. */
  static void addTo(CommandSpec command, ServiceRole role) {
    add(command, role, ProgramSettings.of(role)::contains);
  }

  /** Adds all settings for a command that needs only the database; others are hidden. */
  static void addStorageTo(CommandSpec command) {
    ConfigSpec needed = ConfigSpec.union(DatabaseSettings.SPEC);
    add(command, ServiceRole.STANDALONE, needed::contains);
  }

  private static void add(CommandSpec command, ServiceRole role, Predicate<Setting<?>> shown) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .heading("%nSettings, also from the environment, .env and llm-chat.yaml:%n")
            .validate(false)
            .exclusive(false);
    for (Setting<?> setting : ProgramSettings.SPEC.settings()) {
      if (!setting.isSecret()) {
        group.addArg(
            OptionSpec.builder(optionOf(setting))
                .paramLabel("VALUE")
                .type(String.class)
                .description(description(setting, role))
                .hidden(!shown.test(setting))
                .build());
      }
    }
    command.addArgGroup(group.build());
  }

  /** The values from the command line, by the settings' names. */
  static Map<String, String> given(ParseResult parsed) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Setting<?> setting : ProgramSettings.SPEC.settings()) {
      String option = optionOf(setting);
      if (!setting.isSecret() && parsed.hasMatchedOption(option)) {
        given.put(setting.name(), parsed.matchedOptionValue(option, ""));
      }
    }
    return given;
  }

  private static String optionOf(Setting<?> setting) {
    return "--" + setting.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String description(Setting<?> setting, ServiceRole role) {
    String standard = setting.defaultText(role);
    String text =
        sentence(setting.description())
            + (standard.isEmpty() ? "" : " " + sentence("Default: " + standard));
    // picocli would read a percent sign as markup.
    return text.replace("%", "%%");
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
