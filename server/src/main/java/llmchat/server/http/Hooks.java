package llmchat.server.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Actions for one event of an exchange, such as its end. Each runs once; an action that is added
 * after the event runs at once. Confined to one event loop.
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

  /** Called at the event: runs all actions, in the order in which they were added. */
  void run() {
    passed = true;
    List<Runnable> due = actions;
    actions = List.of();
    due.forEach(Runnable::run);
  }
}
