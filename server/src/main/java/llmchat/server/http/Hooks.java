package llmchat.server.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Actions that wait for one moment in the life of an exchange; each runs once, and at once if the
 * moment has passed. One event loop.
 */
final class Hooks {
  private List<Runnable> actions = List.of();
  private boolean passed;

  /** Adds one more action. */
  void add(Runnable action) {
    if (passed) {
      action.run();
      return;
    }
    if (actions.isEmpty()) {
      actions = new ArrayList<>(2);
    }
    actions.add(action);
  }

  /** The moment has come: all run, in the order in which they were added. */
  void run() {
    passed = true;
    List<Runnable> due = actions;
    actions = List.of();
    due.forEach(Runnable::run);
  }
}
