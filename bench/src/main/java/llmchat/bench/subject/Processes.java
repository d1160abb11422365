package llmchat.bench.subject;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The processes of a subject and all of their descendants, as {@code /proc} counts them (proc(5)).
 * A child that has ended counts with its processor time as soon as its parent has waited for it,
 * and not before.
 *
 * @param roots as they were started
 */
public record Processes(List<ProcessHandle> roots) {
  /** What the kernel calls USER_HZ is 100 on every Linux that Java runs on. */
  private static final long MILLIS_PER_TICK = 10;

  /** Positions in {@code /proc/PID/stat} behind the name, which may hold blanks itself. */
  private static final int USER_TIME = 11;

  private static final int CHILDRENS_SYSTEM_TIME = 14;

  /** Copies the list. */
  public Processes {
    roots = List.copyOf(roots);
  }

  /** User and system time used so far, all processes added. */
  public Duration cpu() {
    return Duration.ofMillis(sum(Processes::ticks) * MILLIS_PER_TICK);
  }

  /** Resident memory, all processes added. */
  public long residentBytes() {
    return sum(folder -> status(folder, "VmRSS:") * 1024);
  }

  /** Open file descriptors, all processes added. */
  public int openFiles() {
    return (int) sum(Processes::openFiles);
  }

  /** Threads, all processes added. */
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
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  /** 0 if the process has ended meanwhile. */
  private static long openFiles(Path process) {
    File[] files = process.resolve("fd").toFile().listFiles();
    return files == null ? 0 : files.length;
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
