package llmchat.standalone;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import llmchat.gateway.store.Backup;
import llmchat.gateway.store.BackupContents;
import llmchat.gateway.store.DatabaseSettings;
import llmchat.server.config.Settings;
import llmchat.server.config.Sources;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code backup}: writes the whole database to one file, while the gateway runs. */
final class BackupCommand {
  private static final DateTimeFormatter IN_A_NAME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private BackupCommand() {}

  static CommandLine commandLine(InstantSource time) {
    CommandSpec spec =
        Subcommand.quiet(
            "backup",
            "Write the whole database (accounts, keys, chats) to one file. Works while the gateway"
                + " runs. Not included: the admin key, .env and llm-chat.yaml. Needs pg_dump for"
                + " PostgreSQL.",
            parsed -> backUp(parsed, time));
    spec.addOption(
        OptionSpec.builder("--to")
            .paramLabel("FILE")
            .type(Path.class)
            .description(
                "The file to write, or its folder. Default: llm-chat-backup-TIME.db, or .dump for"
                    + " PostgreSQL, in the current folder.")
            .build());
    SettingOptions.addStorageTo(spec);
    return new CommandLine(spec);
  }

  private static int backUp(ParseResult parsed, InstantSource time) {
    Settings settings = ProgramSettings.load(Sources.ofProcess(SettingOptions.given(parsed)));
    Backup backup = Backup.of(DatabaseSettings.address(settings));
    Path to = parsed.matchedOptionValue("--to", Path.of(""));
    String name = "llm-chat-backup-" + IN_A_NAME.format(time.instant()) + backup.suffix();
    Path file = Files.isDirectory(to) ? to.resolve(name) : to;
    BackupContents contents = backup.write(file);
    PrintWriter out = parsed.commandSpec().commandLine().getOut();
    out.printf("%s: %s, %s.%n", file, BackupSize.of(file), contents.inWords());
    out.println(
        "It contains chats and hashes of keys and passwords: protect it like the database.");
    out.println("Not included: the admin key, .env and llm-chat.yaml.");
    out.printf("To restore it, stop the gateway and run: ./llm-chat restore %s%n", file);
    out.flush();
    return 0;
  }
}
