package llmchat.server.call;

import java.util.List;
import llmchat.llm.Attempt;

/**
 * Is notified of model calls, for logs and metrics. Called on the call's event loop; must not
 * block.
 */
public interface CallListener {
  /** An attempt at one target has ended, with a reply or a failure. */
  default void attempted(CallOrigin origin, Attempt attempt) {}

  /** A call has ended; called exactly once per call, just before its last byte is sent. */
  void ended(CallRecord call);

  /** A listener that notifies several others, in their order. */
  static CallListener of(List<CallListener> listeners) {
    List<CallListener> all = List.copyOf(listeners);
    return new CallListener() {
      @Override
      public void attempted(CallOrigin origin, Attempt attempt) {
        all.forEach(listener -> listener.attempted(origin, attempt));
      }

      @Override
      public void ended(CallRecord call) {
        all.forEach(listener -> listener.ended(call));
      }
    };
  }
}
