package llmchat.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line: one subcommand per way to run the program. */
@Command(
    name = "llm-chat",
    header = "A self-hosted gateway to language models.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = HelpCommand.class)
public final class Main {
  private Main() {}

  /** Runs the command in {@code args} and exits with its exit code. */
  public static void main(String[] args) {
    // First, without a lambda, and with halt(), since exit() looks up a logger. See HealthCheck.
    if (HealthCheck.isMeant(args)) {
      String service = args.length > 1 ? args[1] : null;
      Runtime.getRuntime().halt(HealthCheck.run(service, System.getenv(), System.err));
    }
    System.exit(
        ServeCommand.withoutOptions(args)
            .map(Main::serve)
            .orElseGet(() -> commandLine().execute(args)));
  }

  /**
   * Serves without the parser if there are no options: it would take a third of the start, since
   * its class files are too old for the start-up cache.
   */
  private static int serve(ServeCommand command) {
    try {
      return command.serve(Map.of(), new PrintWriter(System.out, false, UTF_8));
    } catch (RuntimeException problem) {
      return OneLineErrors.print(problem, new PrintWriter(System.err, false, UTF_8));
    }
  }

  /** Every command with its options. */
  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Main());
    for (ServeCommand command : ServeCommand.ALL) {
      root.addSubcommand(command.name(), command.commandLine());
    }
    root.addSubcommand("check-config", CheckConfigCommand.commandLine());
    root.addSubcommand("backup", BackupCommand.commandLine(InstantSource.system()));
    root.addSubcommand("restore", RestoreCommand.commandLine());
    root.addSubcommand(HealthCheck.NAME, HealthCheckCommand.commandLine());
    root.addSubcommand("make-secrets", MakeSecretsCommand.commandLine(System::nanoTime));
    root.addSubcommand("warm-up", WarmUpCommand.commandLine());
    return root.setExecutionExceptionHandler(OneLineErrors.handler());
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"LLM Chat " + llmchat.server.Version.TEXT};
    }
  }
}
