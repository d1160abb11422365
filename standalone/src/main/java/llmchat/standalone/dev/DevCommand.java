package llmchat.standalone.dev;

import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
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
    description = "Serves, and compiles and restarts whenever a source file is saved.")
public final class DevCommand implements Callable<Integer> {
  private static final String ENTRY = "llmchat.standalone.Main";

  /** Looking is cheap and, unlike the system's notices, quick on every system. */
  private static final long LOOK_EVERY_MILLIS = 150;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
  private CommandSpec spec;

  @Unmatched private List<String> arguments = List.of();

  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Runs until the process is told to end. */
  @Override
  public Integer call() throws Exception {
    Path home = Path.of(System.getProperty("llmchat.home", "."));
    Path program = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    ProgramJars jars = ProgramJars.around(program);
    SourceTree sources = SourceTree.of(home);
    Path state = home.resolve("target/llm-chat");
    Path output = Files.createDirectories(state.resolve("dev-" + ProcessHandle.current().pid()));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "stop"));
    try (URLClassLoader libraries =
            Services.loader("libraries", jars.others(), ClassLoader.getPlatformClassLoader());
        Reloader reloader =
            new Reloader(
                sources,
                new SourceCompiler(sources, jars.others(), output),
                libraries,
                ENTRY,
                arguments,
                spec.commandLine().getErr(),
                System::nanoTime)) {
      if (!sources.changedSince(Files.getLastModifiedTime(state.resolve("current")))) {
        reloader.startFrom(jars.ours());
      }
      while (!stop.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        reloader.look();
      }
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private void stopAndWait() {
    stop.countDown();
    try {
      stopped.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
