package llmchat.bench.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the figures were taken on. */
public final class Machine {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final double QUIET = 0.1;
  private static final int MOST_STREAMS = 10_000;

  /** Besides two sockets for each stream: libraries, logs, selectors. */
  private static final int OTHER_FILES = 1_000;

  private Machine() {}

  /**
   * Tells what is not as it should be and yet no reason to stop; blocks for a second. To be called
   * while nothing of ours is running.
   */
  public static List<String> warnings(Cores cores) throws IOException, InterruptedException {
    List<String> warnings = new ArrayList<>();
    ProcessorTimes before = ProcessorTimes.ofAll();
    TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
    double inUse = ProcessorTimes.ofAll().busySince(before);
    if (inUse > QUIET) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "something else uses %.0f %% of this machine (load average %.2f): the figures will"
                  + " vary; end it for better ones",
              100 * inUse,
              loadAverage()));
    }
    if (mostStreams() < MOST_STREAMS) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%,d open files allow %,d streams; 'ulimit -Hn 32768' or more, set as root, allows all",
              openFiles(),
              mostStreams()));
    }
    if (cores.areSiblings()) {
      warnings.add(
          "both processors are threads of one core: each slows the other down, ratios stay valid");
    }
    return warnings;
  }

  /** How many streams can be open, for each takes two sockets on either side. */
  public static int mostStreams() throws IOException {
    return Math.min(MOST_STREAMS, (openFiles() - OTHER_FILES) / 2);
  }

  /** Facts in the order in which a reader wants them. */
  public static Map<String, String> facts(Cores cores) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "processor", line("/proc/cpuinfo", "model name") + ", " + processors() + " processors");
    facts.put("memory", line("/proc/meminfo", "MemTotal"));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("JVM", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put(
        "pinned",
        "load and upstream to processor %d, subjects to %d"
            .formatted(cores.load(), cores.subject()));
    facts.put("open files", Integer.toString(openFiles()));
    facts.put("load average at the start", String.format(Locale.ROOT, "%.2f", loadAverage()));
    return facts;
  }

  /**
   * How many files and sockets one process may have open: the hard limit, to which every process
   * here raises itself (proc(5)).
   */
  public static int openFiles() throws IOException {
    String hard = line("/proc/self/limits", "Max open files").split(" +", -1)[1];
    return hard.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(hard);
  }

  private static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Of the machine, where the JVM counts those only that it may use. */
  private static long processors() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("processor"))
        .count();
  }

  /** The value of a line such as {@code name : value} or {@code name value}. */
  static String line(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replaceFirst("^[\\s:]+", "").strip())
        .findFirst()
        .orElse("unknown");
  }
}
