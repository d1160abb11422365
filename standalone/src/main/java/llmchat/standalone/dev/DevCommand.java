package llmchat.standalone.dev;

import java.io.PrintWriter;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code llm-chat dev}: serves, and compiles and restarts whenever a source file is saved. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description = "Serves, and compiles and restarts whenever a source file is saved.")
public final class DevCommand implements Callable<Integer> {
  /** What the program is made of; the other modules are for tests. */
  private static final List<String> MODULES =
      List.of("llm", "inference_service", "web", "gateway_service", "standalone");

  private static final String ENTRY = "llmchat.standalone.Main";

  /** Looking is cheap and, unlike the system's notices, quick on every system. */
  private static final long LOOK_EVERY_MILLIS = 150;

  private static final long STOP_SECONDS = 10;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  @Unmatched private final List<String> arguments = new ArrayList<>();

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Runs until the process is told to end. */
  @Override
  public Integer call() throws Exception {
    Path home = Path.of(System.getProperty("llmchat.home", "."));
    Path program = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "stop"));
    try {
      serve(home, ProgramJars.around(program));
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private void serve(Path home, ProgramJars jars) throws Exception {
    Path state = home.resolve("target/llm-chat");
    Path output = Files.createDirectories(state.resolve("dev-" + ProcessHandle.current().pid()));
    SourceTree sources = new SourceTree(MODULES.stream().map(home::resolve).toList());
    SourceCompiler compiler = new SourceCompiler(sources, jars.others(), output);
    PrintWriter out = spec.commandLine().getErr();
    try (URLClassLoader libraries =
            Services.loader("libraries", jars.others(), ClassLoader.getPlatformClassLoader());
        Reloader reloader =
            new Reloader(sources, compiler, libraries, ENTRY, arguments, out, System::nanoTime)) {
      if (!sources.changedSince(Files.getLastModifiedTime(state.resolve("current")))) {
        reloader.startFrom(jars.ours());
      }
      while (!stop.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        reloader.look();
      }
    }
  }

  private void stopAndWait() {
    stop.countDown();
    try {
      stopped.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    // An orderly end is a success; by itself the JVM would report the signal.
    Runtime.getRuntime().halt(0);
  }
}
