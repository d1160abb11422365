package llmchat.gateway.ledger;

import io.vertx.core.Future;
import llmchat.gateway.auth.Caller;
import llmchat.llm.LlmCall;
import llmchat.llm.Outcome;
import llmchat.llm.Usage;

/** Accounts for what calls cost: reserves before, settles after. Event loops only; never blocks. */
public interface Ledger {
  /**
   * Reserves the most that the call may cost, before it is sent. The future completes on the call's
   * event loop; it fails with a {@link llmchat.llm.FailureException} if the call is not allowed.
   */
  Future<Reservation> reserve(Caller caller, LlmCall call);

  /** The reservation for one call. */
  interface Reservation {
    /** Charges the actual usage, exactly once, before the last byte is sent. */
    void settle(Usage usage, Outcome outcome);
  }
}
