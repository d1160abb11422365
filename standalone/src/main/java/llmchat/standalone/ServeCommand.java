package llmchat.standalone;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import llmchat.llm.config.Role;
import llmchat.llm.config.Settings;
import llmchat.llm.config.Sources;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The commands that serve until they are told to stop: one for each role. */
record ServeCommand(String name, Role role, String description) {
  static final ServeCommand STANDALONE =
      new ServeCommand(
          "serve",
          Role.STANDALONE,
          "Runs gateway and inference service in one process (what happens without a command).");
  static final List<ServeCommand> ALL =
      List.of(
          STANDALONE,
          new ServeCommand("gateway", Role.GATEWAY, "Runs the gateway service alone."),
          new ServeCommand("inference", Role.INFERENCE, "Runs an inference service alone."));

  /** The command with its options. */
  CommandLine commandLine() {
    CommandSpec spec = Subcommand.of(name, description, this::serve);
    SettingOptions.addTo(spec, role);
    return new CommandLine(spec);
  }

  private int serve(ParseResult parsed) {
    Running running = start(parsed);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  running.close();
                  // An orderly end is a success; by itself the JVM would report the signal.
                  Runtime.getRuntime().halt(0);
                },
                "stop"));
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  /** Starts and says where; the caller closes what it gets. */
  Running start(ParseResult parsed) {
    Settings settings = Settings.load(Sources.ofProcess(SettingOptions.given(parsed)), role);
    Running running = Running.start(settings);
    running.welcome(parsed.commandSpec().commandLine().getOut());
    return running;
  }
}
