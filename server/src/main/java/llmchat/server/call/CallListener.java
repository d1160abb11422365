package llmchat.server.call;

import java.util.List;
import llmchat.llm.Attempt;

/** Watches model calls without acting on them. Called on the call's event loop; must not block. */
public interface CallListener {
  /** One target of a call was asked and has replied, or could not. */
  default void attempted(CallOrigin origin, Attempt attempt) {}

  /** A call has ended, just before its last byte goes out. Exactly once for each. */
  void ended(CallRecord call);

  /** Several listeners as one; each hears everything, in their order. */
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
