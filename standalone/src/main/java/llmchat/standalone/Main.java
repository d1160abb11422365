package llmchat.standalone;

import llmchat.standalone.dev.DevCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line: one subcommand for each way to run the program. */
@Command(
    name = "llm-chat",
    header = "A self-hosted gateway to language models.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DevCommand.class, HelpCommand.class})
public final class Main {
  private Main() {}

  /** Runs the command that {@code args} name and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** Starts both services for {@code dev}, which finds this method by its name. */
  public static AutoCloseable start(String... args) {
    CommandLine serve = ServeCommand.STANDALONE.commandLine();
    return ServeCommand.STANDALONE.start(serve.parseArgs(args));
  }

  /** Every command with its options. */
  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new Main());
    for (ServeCommand command : ServeCommand.ALL) {
      root.addSubcommand(command.name(), command.commandLine());
    }
    root.addSubcommand("check-config", CheckConfigCommand.commandLine());
    root.addSubcommand("warm-up", WarmUpCommand.commandLine());
    return root.setExecutionExceptionHandler(new OneLineErrors());
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"LLM Chat " + llmchat.llm.Version.TEXT};
    }
  }
}
