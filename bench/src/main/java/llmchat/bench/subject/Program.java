package llmchat.bench.subject;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One program of a subject while it runs: pinned to its core, with as many open files as the system
 * allows, its output in a file. It sees nothing of the benchmark's environment but {@code PATH} and
 * {@code HOME}.
 */
public final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SHOWN_BYTES = 2_000;

  /** A wrapper that is gone once the program runs: both parts end in exec. */
  private static final List<String> PINNED =
      List.of("sh", "-c", "ulimit -n \"$(ulimit -Hn)\"; exec taskset -c \"$0\" \"$@\"");

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it in the place's folder.
   *
   * @param name of the file for its output, which gets {@code .log} behind it
   */
  static Program start(
      String name, Place place, Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> pinned = new ArrayList<>(PINNED);
    pinned.add(Integer.toString(place.core()));
    pinned.addAll(command);
    Path output = place.folder().resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(pinned)
            .directory(place.folder().toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
    builder.environment().putAll(environment);
    return new Program(builder.start(), output);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The end of its output, for a message about why it does not run. */
  String lastWords() {
    try (RandomAccessFile file = new RandomAccessFile(output.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - SHOWN_BYTES));
      byte[] end = new byte[SHOWN_BYTES];
      int length = file.read(end);
      return length < 0 ? "" : new String(end, 0, length, UTF_8).strip();
    } catch (IOException e) {
      return "its output cannot be read: " + e.getMessage();
    }
  }

  /** Asks it to end, then ends it and whatever it has started; returns when all are gone. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE)) {
        process.destroyForcibly().waitFor(PATIENCE);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child
          .onExit()
          .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .exceptionally(_ -> child)
          .join();
    }
  }
}
