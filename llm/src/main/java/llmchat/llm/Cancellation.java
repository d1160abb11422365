package llmchat.llm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever works on a call that nobody waits for it any more. Confined to the call's event
 * loop.
 */
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>(2);
  private final @Nullable Cancellation parent;
  private final Runnable withParent = this::cancel;
  private boolean cancelled;

  /** Of a whole call. */
  public Cancellation() {
    this(null);
  }

  private Cancellation(@Nullable Cancellation parent) {
    this.parent = parent;
  }

  /** A part of the call: cancelled with it, or before it by itself. */
  public Cancellation child() {
    Cancellation child = new Cancellation(this);
    onCancel(child.withParent);
    return child;
  }

  /** Runs the action when the call is cancelled, or now if it is already. */
  public void onCancel(Runnable action) {
    if (cancelled) {
      action.run();
    } else {
      actions.add(action);
    }
  }

  /** Cancels the call, or this part of it, once; later calls do nothing. */
  public void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    if (parent != null) {
      parent.actions.remove(withParent);
    }
    // A part that is cancelled takes its action out of the list.
    List<Runnable> all = List.copyOf(actions);
    actions.clear();
    all.forEach(Runnable::run);
  }

  /** Whether the call is cancelled. */
  public boolean cancelled() {
    return cancelled;
  }

  /** How many actions wait, those of children included. */
  int waiting() {
    return actions.size();
  }
}
