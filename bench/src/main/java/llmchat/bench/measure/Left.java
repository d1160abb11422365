package llmchat.bench.measure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import llmchat.bench.subject.Processes;

/** What processes hold when nobody asks anything of them. */
record Left(long residentBytes, int files, int threads) {
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final Duration LOOK_EACH = Duration.ofMillis(200);

  /**
   * After some time, and after more of it as long as more files are open than should be; blocks.
   *
   * @param filesBefore that were open before, and should be again
   */
  static Left afterRest(Processes processes, Duration rest, int filesBefore)
      throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(rest.toNanos());
    long begin = System.nanoTime();
    while (processes.openFiles() > filesBefore && System.nanoTime() - begin < LONGEST.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(LOOK_EACH.toNanos());
    }
    return new Left(processes.residentBytes(), processes.openFiles(), processes.threads());
  }
}
