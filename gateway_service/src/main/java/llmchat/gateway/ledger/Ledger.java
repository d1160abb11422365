package llmchat.gateway.ledger;

import io.vertx.core.Future;
import llmchat.gateway.auth.Caller;
import llmchat.llm.LlmCall;
import llmchat.llm.Outcome;
import llmchat.llm.Usage;

/** Books what calls use. Called on event loops; must not block. */
public interface Ledger {
  /**
   * Reserves what the call may cost at most, before it is sent anywhere. The future completes on
   * the call's event loop; it fails with a {@link llmchat.llm.FailureException} where the call may
   * not be made.
   */
  Future<Reservation> reserve(Caller caller, LlmCall call);

  /** What is reserved for one call. */
  interface Reservation {
    /** Books what the call really used, once, before its last byte goes out. */
    void settle(Usage usage, Outcome outcome);
  }
}
