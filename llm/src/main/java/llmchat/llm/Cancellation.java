package llmchat.llm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cancellation of a call: runs the registered actions once nobody needs the reply any more.
 * Confined to the call's event loop.
 */
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>(2);
  private final @Nullable Cancellation parent;
  private final Runnable withParent = this::cancel;
  private boolean cancelled;

  /** The root, for a whole call. */
  public Cancellation() {
    this(null);
  }

  private Cancellation(@Nullable Cancellation parent) {
    this.parent = parent;
  }

  /** A child, which is cancelled with this one, or on its own before it. */
  public Cancellation child() {
    Cancellation child = new Cancellation(this);
    onCancel(child.withParent);
    return child;
  }

  /** Runs the action on cancellation, or at once if already cancelled. */
  public void onCancel(Runnable action) {
    if (cancelled) {
      action.run();
    } else {
      actions.add(action);
    }
  }

  /** Cancels this and its children; idempotent. */
  public void cancel() {
    if (cancelled) {
      return;
    }
    cancelled = true;
    if (parent != null) {
      parent.actions.remove(withParent);
    }
    // A copy: a child that is cancelled removes its own action from the list.
    List<Runnable> all = List.copyOf(actions);
    actions.clear();
    all.forEach(Runnable::run);
  }

  /** Whether it has been cancelled. */
  public boolean cancelled() {
    return cancelled;
  }

  /** The number of registered actions, including one for each child. */
  int waiting() {
    return actions.size();
  }
}
