package llmchat.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import llmchat.bench.subject.Processes;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;

/** Hours of what people do, clients that leave among it, and what has become of a subject then. */
public final class Soak {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  /** A tenth of the time comes before it, to compare with. */
  private static final int WARM_UP_PART = 10;

  private static final int LOOKS = 60;

  /** Until then a heap is still growing into the load. */
  private static final Duration TELLING = Duration.ofMinutes(10);

  private final Stand stand;
  private final Duration time;
  private final Consumer<String> progress;

  /**
   * Of that length.
   *
   * @param progress gets a line each sixtieth of it
   */
  public Soak(Stand stand, Duration time, Consumer<String> progress) {
    this.stand = stand;
    this.time = time;
    this.progress = progress;
  }

  /** Does it; blocks for somewhat more than the time. Returns what to tell the user. */
  public String run(Subject subject)
      throws IOException, InterruptedException, UnavailableException {
    try (Stand.Group group = stand.alone(subject)) {
      Contender contender = group.subject();
      Processes processes = contender.started().processes();
      Duration rest = stand.effort().rest();
      stand.upstream().streams(MixedLoad.CHUNKS, INTERVAL);
      progress.accept("warming up for " + time.dividedBy(WARM_UP_PART).toSeconds() + " s");
      var _ = new MixedLoad(contender).run(time.dividedBy(WARM_UP_PART));
      Left before = Left.afterRest(processes, rest, Integer.MAX_VALUE);
      Trend memory = new Trend();
      MixedLoad figures = watched(contender, memory);
      return told(figures, memory, before, Left.afterRest(processes, rest, before.files()));
    }
  }

  private MixedLoad watched(Contender contender, Trend memory) {
    Processes processes = contender.started().processes();
    long begin = System.nanoTime();
    long period = time.dividedBy(LOOKS).toNanos();
    try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
      var looks =
          watch.scheduleAtFixedRate(
              () -> look(processes, System.nanoTime() - begin, memory),
              period,
              period,
              TimeUnit.NANOSECONDS);
      MixedLoad figures = new MixedLoad(contender).run(time);
      looks.cancel(false);
      return figures;
    }
  }

  private void look(Processes processes, long nanos, Trend memory) {
    double megabytes = processes.residentBytes() / 1e6;
    memory.add(nanos, megabytes);
    progress.accept(
        String.format(
            Locale.ROOT,
            "%5.1f of %.1f min: rss %.0f MB, %d open files, %d threads",
            nanos / 60e9,
            time.toSeconds() / 60.0,
            megabytes,
            processes.openFiles(),
            processes.threads()));
  }

  private String told(MixedLoad figures, Trend memory, Left before, Left after) {
    return String.format(
        Locale.ROOT,
        """
        calls         %,d answered, %,d left by the client
        streams       %,d to their end, %,d left by the client
        lost          %,d events, %,d out of order
        failures      %,d %s
        memory        %s
        after a rest  rss %.0f MB, before %.0f; open files %d, before %d; threads %d, before %d\
        """,
        figures.plain.sum(),
        figures.plainLeft.sum(),
        figures.streams.sum(),
        figures.streamsLeft.sum(),
        figures.lost.sum(),
        figures.reordered.sum(),
        figures.failures.sum(),
        figures.firstFailure(),
        rise(memory),
        after.residentBytes() / 1e6,
        before.residentBytes() / 1e6,
        after.files(),
        before.files(),
        after.threads(),
        before.threads());
  }

  private String rise(Trend memory) {
    return time.compareTo(TELLING) < 0
        ? "no trend in less than ten minutes, for a heap grows into its load first"
        : String.format(
            Locale.ROOT, "changes by %+.1f MB/h in the second half", memory.risePerHour());
  }
}
