package llmchat.gateway.ledger;

import llmchat.gateway.auth.Caller;
import llmchat.llm.LlmCall;
import llmchat.llm.Usage;
import llmchat.server.http.Outcome;

/** Books what calls use. Called on event loops; must not block. */
public interface Ledger {
  /** Reserves what the call may cost at most, before it is sent anywhere. */
  Reservation reserve(Caller caller, LlmCall call);

  /** What is reserved for one call. */
  interface Reservation {
    /** Books what the call really used, once, before its last byte goes out. */
    void settle(Usage usage, Outcome outcome);
  }
}
