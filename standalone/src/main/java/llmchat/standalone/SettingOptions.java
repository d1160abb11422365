package llmchat.standalone;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import llmchat.llm.config.KnownSettings;
import llmchat.llm.config.Role;
import llmchat.llm.config.Setting;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Every setting as an option: {@code --gateway-port 8001} for {@code GATEWAY_PORT}. Secrets have
 * none, for other users of a machine can read its command lines.
 */
final class SettingOptions {
  private SettingOptions() {}

  static void addTo(CommandSpec command, Role role) {
    ArgGroupSpec.Builder group =
        ArgGroupSpec.builder()
            .heading("%nSettings, also from the environment, .env and llm-chat.yaml:%n")
            .validate(false)
            .exclusive(false);
    for (Setting<?> setting : KnownSettings.ALL) {
      if (!setting.isSecret()) {
        group.addArg(
            OptionSpec.builder(optionOf(setting))
                .paramLabel("VALUE")
                .type(String.class)
                .description(description(setting, role))
                .build());
      }
    }
    command.addArgGroup(group.build());
  }

  /** What the command line says, by the settings' names. */
  static Map<String, String> given(ParseResult parsed) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Setting<?> setting : KnownSettings.ALL) {
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

  private static String description(Setting<?> setting, Role role) {
    String standard = setting.defaultText(role);
    String text =
        sentence(setting.description())
            + (standard.isEmpty() ? "" : " " + sentence("Default: " + standard));
    // A percent sign would be read as picocli's own markup.
    return text.replace("%", "%%");
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
