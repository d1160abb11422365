package llmchat.standalone;

import java.util.concurrent.Callable;
import llmchat.standalone.dev.DevCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: one subcommand for each way to run the program. */
@Command(
    name = "llm-chat",
    description = "A self-hosted gateway to language models.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[command]",
    subcommands = DevCommand.class)
public final class Main implements Callable<Integer> {

  /** Runs the command that {@code args} name and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(new CommandLine(this), "Name a command.");
  }
}
