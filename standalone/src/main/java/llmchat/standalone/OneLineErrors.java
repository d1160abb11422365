package llmchat.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import llmchat.gateway.store.BackupException;
import llmchat.gateway.store.StoreOpenException;
import llmchat.server.config.ConfigException;
import llmchat.standalone.secrets.SecretsException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints the expected errors of a command as one line, others with their stack trace. */
final class OneLineErrors implements IExecutionExceptionHandler {
  private static final int FAILED = 1;

  /** As a picocli handler; created here, so that loading {@link Main} does not load picocli. */
  static IExecutionExceptionHandler handler() {
    return new OneLineErrors();
  }

  @Override
  public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
    return print(problem, command.getErr());
  }

  /** Prints the error and returns the exit code. */
  static int print(Exception problem, PrintWriter err) {
    switch (problem) {
      case ConfigException config -> err.println(config.render());
      case StoreOpenException store -> err.println("llm-chat: " + store.getMessage());
      case BackupException backup -> err.println("llm-chat: " + backup.getMessage());
      case SecretsException secrets -> err.println("llm-chat: " + secrets.getMessage());
      case StartException start -> err.println("llm-chat: " + start.getMessage());
      default -> problem.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }

  /** A service could not be started. The message is one line for the operator. */
  static final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
      super(message, cause);
    }

    /** The exception for a server that could not start to listen. */
    static RuntimeException of(
        String service, String host, int port, String setting, Throwable cause) {
      if (cause instanceof IOException) {
        return new StartException(
            "The %s cannot listen on %s:%d: %s. Stop the process that uses the port, or set %s."
                .formatted(service, host, port, reason(cause), setting),
            cause);
      }
      return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    /** The system's message, without the call and number that native transports prefix. */
    private static String reason(Throwable cause) {
      String message = String.valueOf(cause.getMessage());
      return message.substring(message.lastIndexOf(": ") + 1).strip();
    }
  }
}
