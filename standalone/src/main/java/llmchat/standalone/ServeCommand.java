package llmchat.standalone;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Sources;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that serve until the process is stopped: one per role. */
record ServeCommand(String name, ServiceRole role, String description) {
  static final List<ServeCommand> ALL =
      List.of(
          new ServeCommand(
              "serve",
              ServiceRole.STANDALONE,
              "Run gateway and inference service in one process (the default)."),
          new ServeCommand("gateway", ServiceRole.GATEWAY, "Run only the gateway service."),
          new ServeCommand("inference", ServiceRole.INFERENCE, "Run only an inference service."));

  /** The command in {@code args}, if they are its name and nothing else. */
  static Optional<ServeCommand> withoutOptions(String... args) {
    return args.length == 1
        ? ALL.stream().filter(command -> command.name().equals(args[0])).findAny()
        : Optional.empty();
  }

  /** The command with its options. */
  CommandLine commandLine() {
    CommandSpec spec =
        Subcommand.of(
            name,
            description,
            parsed ->
                serve(SettingOptions.given(parsed), parsed.commandSpec().commandLine().getOut()));
    SettingOptions.addTo(spec, role);
    return new CommandLine(spec);
  }

  /**
   * Serves until the process is stopped.
   *
   * @param given settings from the command line
   */
  int serve(Map<String, String> given, PrintWriter out) {
    Running running = Running.start(ProgramSettings.load(Sources.ofProcess(given), role));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  SecondSignal.endsAtOnce();
                  running.close();
                  // A graceful stop is a success; otherwise the JVM would exit with the signal's
                  // code.
                  Runtime.getRuntime().halt(0);
                },
                "stop"));
    running.welcome(out);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
