package llmchat.llm;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells whoever works on a call that nobody waits for it any more. Confined to the call's event
 * loop.
 */
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>(2);
  private boolean cancelled;

  /** Runs the action when the call is cancelled, or now if it is already. */
  public void onCancel(Runnable action) {
    if (cancelled) {
      action.run();
    } else {
      actions.add(action);
    }
  }

  /** Cancels the call, once; later calls do nothing. */
  public void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    actions.forEach(Runnable::run);
    actions.clear();
  }

  /** Whether the call is cancelled. */
  public boolean cancelled() {
    return cancelled;
  }
}
