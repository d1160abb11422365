package llmchat.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import llmchat.gateway.store.Backup;
import llmchat.gateway.store.BackupContents;
import llmchat.gateway.store.DatabaseAddress;
import llmchat.gateway.store.DatabaseSettings;
import llmchat.server.config.Settings;
import llmchat.server.config.Sources;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code restore}: replaces the database with a backup. */
final class RestoreCommand {
  private RestoreCommand() {}

  static CommandLine commandLine() {
    CommandSpec spec =
        Subcommand.quiet(
            "restore",
            "Replace the database with a backup: all of it, or nothing if there is an error. Stop the"
                + " gateway first. Needs pg_restore for PostgreSQL.",
            RestoreCommand::restore);
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("FILE")
            .required(true)
            .type(Path.class)
            .description("The backup file.")
            .build());
    spec.addOption(
        OptionSpec.builder("--force").description("Replace a database that has users.").build());
    SettingOptions.addStorageTo(spec);
    return new CommandLine(spec);
  }

  private static int restore(ParseResult parsed) {
    Settings settings = ProgramSettings.load(Sources.ofProcess(SettingOptions.given(parsed)));
    DatabaseAddress address = DatabaseSettings.address(settings);
    Path file = parsed.matchedPositional(0).getValue();
    BackupContents contents = Backup.of(address).restore(file, parsed.hasMatchedOption("--force"));
    PrintWriter out = parsed.commandSpec().commandLine().getOut();
    out.printf("%s: %s.%n", address, contents.inWords());
    out.println(
        "Start the gateway now. Accounts, keys and chats are those of the backup; the admin key, in"
            + " the data folder or ADMIN_KEY, is unchanged.");
    out.flush();
    return 0;
  }
}
