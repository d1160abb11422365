package llmchat.bench.measure;

import java.io.IOException;
import llmchat.bench.subject.Subject;
import llmchat.bench.subject.UnavailableException;

/** One thing that is done to every subject, all rounds of it. */
public interface Scenario {
  /** As in {@link Scenarios}. */
  String name();

  /** Whether a subject is alone in it, so that nginx is one like the others. */
  default boolean alone() {
    return false;
  }

  /**
   * Whether it is worth its time for all subjects; else it is done to LLM Chat as one process, and
   * to nginx.
   */
  default boolean comparesPeers() {
    return true;
  }

  /**
   * Starts the subject, beside nginx where they are compared, and measures it round by round;
   * blocks. Whatever it started has ended when it returns.
   *
   * @throws UnavailableException if the subject cannot be had here
   * @throws IOException if it does not start, or breaks down
   */
  void run(Stand stand, Subject subject, Findings findings)
      throws IOException, InterruptedException, UnavailableException;
}
