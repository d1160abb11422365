package llmchat.gateway.ledger;

import llmchat.gateway.auth.Caller;
import llmchat.llm.LlmCall;

/** Books nothing: usage stands in the request log and the metrics only. */
public final class NoLedger implements Ledger {
  private static final Reservation NOTHING = (usage, outcome) -> {};

  @Override
  public Reservation reserve(Caller caller, LlmCall call) {
    return NOTHING;
  }
}
