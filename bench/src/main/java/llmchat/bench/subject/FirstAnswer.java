package llmchat.bench.subject;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks until a program answers. */
final class FirstAnswer {
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private FirstAnswer() {}

  /** A call that is made again and again. */
  @FunctionalInterface
  interface Attempt {
    /** Sends it. */
    Call send() throws IOException;
  }

  /**
   * Calls until the answer is 200; blocks.
   *
   * @return the answer's body
   * @throws IOException if a program ends meanwhile or the time is over, with its last words
   */
  static String await(Attempt attempt, List<Program> programs)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    String last = "nothing listens";
    while (System.nanoTime() - start < LONGEST_START.toNanos()) {
      for (Program program : programs) {
        if (!program.isAlive()) {
          throw new IOException("it ended by itself:\n" + program.lastWords());
        }
      }
      try (Call call = attempt.send()) {
        if (call.awaitEnd(LONGEST_ANSWER) == Call.Ending.COMPLETE && call.status() == 200) {
          return call.body();
        }
        last = call.status() + " " + call.body();
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
    throw new IOException(
        "no answer in %d s, the last try: %s%n%s"
            .formatted(LONGEST_START.toSeconds(), last, programs.getLast().lastWords()));
  }
}
