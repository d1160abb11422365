package llmchat.standalone;

import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import llmchat.server.observe.LogFormat;
import llmchat.server.observe.Logging;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A subcommand: a function from its parsed arguments to the exit code. */
final class Subcommand implements Callable<Integer> {
  private final ToIntFunction<ParseResult> body;
  private @Nullable CommandSpec spec;

  private Subcommand(ToIntFunction<ParseResult> body) {
    this.body = body;
  }

  /** A command with {@code --help}; the caller adds its options. */
  static CommandSpec of(String name, String description, ToIntFunction<ParseResult> body) {
    Subcommand command = new Subcommand(body);
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(command).name(name).mixinStandardHelpOptions(true);
    spec.usageMessage().description(description);
    command.spec = spec;
    return spec;
  }

  /** A command that starts no services, for which libraries log only warnings and errors. */
  static CommandSpec quiet(String name, String description, ToIntFunction<ParseResult> body) {
    return of(
        name,
        description,
        parsed -> {
          Logging log = Logging.begin(LogFormat.TEXT, "warn", System.err);
          try {
            return body.applyAsInt(parsed);
          } finally {
            log.close();
          }
        });
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("called before it was created");
    }
    return body.applyAsInt(spec.commandLine().getParseResult());
  }
}
