package llmchat.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What one processor did since the machine started, in ticks of the kernel (10 ms mostly): read it
 * over seconds, not less.
 */
public record CoreTimes(long busy, long idle) {
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int FIELDS = 8;

  /**
   * Of a processor, now, by {@code /proc/stat} (proc_stat(5)).
   *
   * @throws UncheckedIOException if there is no such file or processor
   */
  public static CoreTimes now(int core) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
      return lines
          .filter(line -> line.startsWith("cpu" + core + " "))
          .findFirst()
          .map(CoreTimes::parse)
          .orElseThrow(() -> new IOException("no processor " + core + " in /proc/stat"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Of a line such as {@code cpu0 7 0 5 80 1 0 2 0 0 0}; time for guests is in user time already.
   */
  static CoreTimes parse(String line) {
    var fields =
        Stream.of(line.split(" ")).skip(1).limit(FIELDS).mapToLong(Long::parseLong).toArray();
    var idle = fields[IDLE] + fields[IO_WAIT];
    var all = 0L;
    for (var field : fields) {
      all += field;
    }
    return new CoreTimes(all - idle, idle);
  }

  /** The share of the time since then in which it was busy, by whoever, 0 to 1. */
  public double busySince(CoreTimes before) {
    var busier = busy - before.busy;
    var all = busier + idle - before.idle;
    return all == 0 ? 0 : (double) busier / all;
  }
}
