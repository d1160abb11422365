package llmchat.standalone;

import java.util.Locale;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Settings;
import llmchat.server.config.Sources;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code check-config}: checks the configuration without starting anything. */
final class CheckConfigCommand {
  private CheckConfigCommand() {}

  static CommandLine commandLine() {
    CommandSpec spec =
        Subcommand.of(
            "check-config",
            "Check the configuration and show where each value comes from, without starting"
                + " anything. Exits with 1 if something is wrong.",
            CheckConfigCommand::check);
    spec.addOption(
        OptionSpec.builder("--for")
            .paramLabel("ROLE")
            .type(String.class)
            .defaultValue("serve")
            .description("The command to check for: serve, gateway or inference.")
            .build());
    SettingOptions.addTo(spec, ServiceRole.STANDALONE);
    return new CommandLine(spec);
  }

  private static int check(ParseResult parsed) {
    ServiceRole role = role(parsed);
    Settings settings = ProgramSettings.load(Sources.ofProcess(SettingOptions.given(parsed)), role);
    var out = parsed.commandSpec().commandLine().getOut();
    out.println(settings.table());
    settings.warnings().forEach(warning -> out.println("warning: " + warning));
    out.println("The configuration is valid.");
    out.flush();
    return 0;
  }

  private static ServiceRole role(ParseResult parsed) {
    String name = parsed.matchedOptionValue("--for", "serve");
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "serve", "standalone" -> ServiceRole.STANDALONE;
      case "gateway" -> ServiceRole.GATEWAY;
      case "inference" -> ServiceRole.INFERENCE;
      default ->
          throw new CommandLine.ParameterException(
              parsed.commandSpec().commandLine(),
              "--for must be serve, gateway or inference, not '" + name + "'");
    };
  }
}
