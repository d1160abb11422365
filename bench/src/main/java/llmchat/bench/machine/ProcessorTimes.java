package llmchat.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What processors did since the machine started, from {@code /proc/stat} (proc_stat(5)) in ticks of
 * the kernel, 10 ms mostly: to be compared over seconds, not less.
 */
public record ProcessorTimes(long busy, long idle) {
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  /** Guests stand behind these, and are within user time already. */
  private static final int FIELDS = 8;

  /** Of all processors together. */
  public static ProcessorTimes ofAll() {
    return read("cpu ");
  }

  /** Of one processor. */
  public static ProcessorTimes of(int core) {
    return read("cpu" + core + " ");
  }

  private static ProcessorTimes read(String start) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      return parse(lines.filter(line -> line.startsWith(start)).findFirst().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a line such as {@code cpu0 7 0 5 80 1 0 2 0 0 0}. */
  static ProcessorTimes parse(String line) {
    long[] fields =
        Stream.of(line.split(" +", -1)).skip(1).limit(FIELDS).mapToLong(Long::parseLong).toArray();
    long idle = fields[IDLE] + fields[IO_WAIT];
    return new ProcessorTimes(LongStream.of(fields).sum() - idle, idle);
  }

  /** The share of the time since then in which they were busy, by whoever, 0 to 1. */
  public double busySince(ProcessorTimes before) {
    double busier = busy - before.busy;
    double all = busier + idle - before.idle;
    return all == 0 ? 0 : busier / all;
  }
}
