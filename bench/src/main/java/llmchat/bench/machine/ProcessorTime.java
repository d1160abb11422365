package llmchat.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What all processors have done since the start, from {@code /proc/stat}, in ticks. */
record ProcessorTime(long idle, long all) {
  private static final Pattern BLANKS = Pattern.compile(" +");
  private static final int COUNTED = 8; // guests stand behind, and are within user time already
  private static final int IDLE = 3;
  private static final int WAITING = 4;

  private static ProcessorTime now() throws IOException {
    String line = Files.readAllLines(Path.of("/proc/stat")).getFirst();
    List<Long> ticks =
        Stream.of(BLANKS.split(line, -1)).skip(1).limit(COUNTED).map(Long::valueOf).toList();
    return new ProcessorTime(
        ticks.get(IDLE) + ticks.get(WAITING), ticks.stream().mapToLong(Long::longValue).sum());
  }

  /** The part of all processors that is in use during this time, 0 to 1; blocks for it. */
  static double inUse(Duration time) throws IOException, InterruptedException {
    ProcessorTime before = now();
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
    ProcessorTime after = now();
    double idle = after.idle - before.idle;
    return 1 - idle / Math.max(1, after.all - before.all);
  }
}
