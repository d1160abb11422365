package llmchat.server.call;

import java.util.function.LongSupplier;
import llmchat.llm.LlmCall;
import llmchat.server.http.Exchange;
import llmchat.server.http.Notes;

/**
 * Opens the calls of one event loop. Confined to it.
 *
 * @param listener notified of each call
 * @param clock the clock of {@link Exchange#begun}, in nanoseconds
 */
public record CallOpener(CallListener listener, LongSupplier clock) {
  /** Opens a call whose request waits for the answer. */
  public OpenCall awaited(
      CallOrigin origin, LlmCall call, Exchange exchange, Settlement settlement) {
    return new OpenCall(origin, call, exchange.notes(), exchange.begun(), this, settlement);
  }

  /** Opens a call that outlives its request; it is timed from now. */
  public OpenCall detached(CallOrigin origin, LlmCall call, Settlement settlement) {
    return new OpenCall(origin.detached(), call, new Notes(), now(), this, settlement);
  }

  long now() {
    return clock.getAsLong();
  }
}
