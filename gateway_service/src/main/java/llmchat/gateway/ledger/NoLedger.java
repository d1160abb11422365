package llmchat.gateway.ledger;

import io.vertx.core.Future;
import llmchat.gateway.auth.Caller;
import llmchat.llm.LlmCall;

/** Reserves and charges nothing. */
public final class NoLedger implements Ledger {
  private static final Future<Reservation> NOTHING = Future.succeededFuture((usage, outcome) -> {});

  @Override
  public Future<Reservation> reserve(Caller caller, LlmCall call) {
    return NOTHING;
  }
}
