package llmchat.bench.subject;

import java.io.IOException;

/** A gateway, or a plain proxy, that can be started to stand between load and upstream. */
public interface Subject {
  /** The name in the report, such as {@code nginx}. */
  String name();

  /** How many plain calls at once show its full speed; more would only wait for each other. */
  default int connections() throws IOException, InterruptedException {
    return 32;
  }

  /**
   * Starts it, pinned to the place's core, and returns once it answers a call; blocks.
   *
   * @throws UnavailableException if it cannot be had here, with the reason that the user is shown
   */
  Started start(Place place) throws IOException, InterruptedException, UnavailableException;
}
