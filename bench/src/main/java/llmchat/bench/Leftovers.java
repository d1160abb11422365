package llmchat.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Sees to it that nothing is left when this process ends, however it ends short of SIGKILL: no
 * process that it has started, directly or not, and no file in its scratch folder.
 */
final class Leftovers implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  private final Path scratch;
  private final Thread hook = new Thread(this::interrupted, "clean up");
  private final Thread measuring = Thread.currentThread();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  private Leftovers(Path scratch) {
    this.scratch = scratch;
  }

  /** Makes a scratch folder and watches the calling thread's work from now on. */
  static Leftovers watch() throws IOException {
    Leftovers leftovers = new Leftovers(Files.createTempDirectory("llm-chat-bench-"));
    Runtime.getRuntime().addShutdownHook(leftovers.hook);
    return leftovers;
  }

  /** A folder for whatever need not last. */
  Path scratch() {
    return scratch;
  }

  /** As at the end of the process, which is then free of it. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      closed.complete(null); // it is ending, and the hook at work
      return;
    }
    remove();
  }

  /** First the work stops, or it would go on with its next step and start what nobody ends. */
  private void interrupted() {
    measuring.interrupt();
    closed.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    remove();
  }

  private void remove() {
    List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
    started.forEach(ProcessHandle::destroyForcibly);
    CompletableFuture.allOf(
            started.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
    try (Stream<Path> files = Files.walk(scratch)) {
      files.sorted(Comparator.reverseOrder()).forEach(Leftovers::delete);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("bench: cannot delete " + scratch + ": " + e.getMessage());
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
