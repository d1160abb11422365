package llmchat.standalone.dev;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps the newest version of the sources running that compiles and starts.
 *
 * <p>Not for several threads. {@link #look} is called again and again; it does nothing while the
 * sources rest.
 */
final class Reloader implements AutoCloseable {
  private final SourceTree sources;
  private final SourceCompiler compiler;
  private final ClassLoader libraries;
  private final String entry;
  private final List<String> arguments;
  private final PrintWriter out;
  private final LongSupplier nanoTime;

  private Map<Path, SourceTree.Stamp> tried = Map.of();
  private Map<Path, SourceTree.Stamp> seen = Map.of();
  private Optional<List<Path>> good = Optional.empty();
  private Optional<Services> running = Optional.empty();

  /**
   * @param entry the class that starts the services, see {@link Services}
   * @param out where a line for each reload and the compiler's errors go
   */
  Reloader(
      SourceTree sources,
      SourceCompiler compiler,
      ClassLoader libraries,
      String entry,
      List<String> arguments,
      PrintWriter out,
      LongSupplier nanoTime) {
    this.sources = sources;
    this.compiler = compiler;
    this.libraries = libraries;
    this.entry = entry;
    this.arguments = List.copyOf(arguments);
    this.out = out;
    this.nanoTime = nanoTime;
  }

  /** Starts from jars that were built from the sources as they are now, without compiling. */
  void startFrom(List<Path> jars) throws IOException {
    tried = sources.snapshot();
    replaceBy(compiler.startFrom(jars).classes());
    say("compiles and restarts whenever a source is saved");
  }

  /**
   * Compiles and restarts if the sources differ from those tried last and were the same in two
   * looks: an editor or a checkout may still be writing them.
   */
  void look() throws IOException {
    Map<Path, SourceTree.Stamp> now = sources.snapshot();
    boolean resting = now.equals(seen);
    seen = now;
    if (resting && !now.equals(tried)) {
      tried = now;
      reload();
    }
  }

  private void reload() throws IOException {
    long started = nanoTime.getAsLong();
    switch (compiler.compile()) {
      case Compilation.Rejected(var errors) -> {
        errors.forEach(out::println);
        say("not compiled" + running.map(ignored -> ": the version before it goes on").orElse(""));
      }
      case Compilation.Compiled(var classes) -> {
        if (replaceBy(classes)) {
          say(
              "running after "
                  + Duration.ofNanos(nanoTime.getAsLong() - started).toMillis()
                  + " ms");
        }
      }
    }
  }

  /** Starts the new version; where it does not start, the last good one again. */
  private boolean replaceBy(List<Path> classes) {
    stop();
    if (start(classes)) {
      good = Optional.of(classes);
      return true;
    }
    if (good.isPresent() && start(good.get())) {
      say("not started: the version before it goes on");
    }
    return false;
  }

  private boolean start(List<Path> classes) {
    try {
      running = Optional.of(Services.start(classes, libraries, entry, arguments));
      return true;
    } catch (InvocationTargetException failure) {
      show(failure.getCause() == null ? failure : failure.getCause());
    } catch (Exception | LinkageError failure) {
      show(failure);
    }
    return false;
  }

  private void stop() {
    if (running.isPresent()) {
      try {
        running.get().close();
      } catch (IOException | RuntimeException failure) {
        show(failure);
      }
      running = Optional.empty();
    }
  }

  private void show(Throwable failure) {
    failure.printStackTrace(out);
    out.flush();
  }

  private void say(String text) {
    out.println("dev: " + text);
    out.flush();
  }

  /** Stops the services and removes what was compiled. */
  @Override
  public void close() throws IOException {
    stop();
    compiler.close();
  }
}
