package llmchat.bench.subject;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Processes and all of their descendants, read from {@code /proc} (proc(5)). A child that has ended
 * counts with its processor time as soon as its parent has waited for it, and not before.
 *
 * @param roots as they were started
 */
record ProcessTree(List<ProcessHandle> roots) implements Processes {
  /** What the kernel calls USER_HZ; the same on every Linux that Java runs on. */
  private static final long TICKS_PER_SECOND = 100;

  /** Positions in {@code /proc/PID/stat} behind the name, which may hold blanks itself. */
  private static final int USER_TIME = 11;

  private static final int CHILDRENS_SYSTEM_TIME = 14;

  ProcessTree {
    roots = List.copyOf(roots);
  }

  @Override
  public Duration cpu() {
    return Duration.ofMillis(sum(ProcessTree::ticks) * (1000 / TICKS_PER_SECOND));
  }

  @Override
  public long residentBytes() {
    return sum(folder -> status(folder, "VmRSS:") * 1024);
  }

  @Override
  public int openFiles() {
    return (int) sum(ProcessTree::openFiles);
  }

  @Override
  public int threads() {
    return (int) sum(folder -> status(folder, "Threads:"));
  }

  private long sum(ToLongFunction<Path> figure) {
    return roots.stream()
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .map(process -> Path.of("/proc", Long.toString(process.pid())))
        .mapToLong(figure)
        .sum();
  }

  private static long ticks(Path process) {
    String line = read(process.resolve("stat"));
    String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ", -1);
    long ticks = 0;
    for (int i = USER_TIME; i <= CHILDRENS_SYSTEM_TIME && i < fields.length; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks;
  }

  private static long status(Path process, String name) {
    return read(process.resolve("status"))
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  private static long openFiles(Path process) {
    long count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path _ : files) {
        count++;
      }
    } catch (IOException e) {
      return 0; // it has ended meanwhile
    }
    return count;
  }

  /** Empty if the process has ended meanwhile. */
  private static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
