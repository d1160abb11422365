package llmchat.gateway.generation;

import java.util.Optional;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.ledger.Ledger;
import llmchat.llm.Failure;
import llmchat.llm.Usage;
import llmchat.server.http.Client;
import llmchat.server.http.DetachedCall;
import llmchat.server.http.ExchangeListener;
import llmchat.server.http.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a generation was asked for with, and how it is booked, measured and logged at its end: the
 * request has been answered long before that.
 *
 * @param id of the generation
 * @param requestId of the request; not the request itself, which holds on to its body
 * @param client who sent it
 * @param route the path of the route that took it
 */
record Order(
    String id,
    String chatId,
    Caller caller,
    String model,
    String requestId,
    Client client,
    String route,
    Ledger.Reservation reservation,
    ExchangeListener listener) {

  /** Books it, once; times are in nanoseconds. */
  void settle(
      Usage usage,
      Outcome outcome,
      @Nullable Failure failure,
      long begun,
      long answered,
      long end) {
    reservation.settle(usage, outcome);
    listener.ended(
        new DetachedCall(
            requestId,
            client,
            route,
            caller.userId(),
            model,
            outcome,
            Optional.ofNullable(failure),
            usage,
            begun,
            answered,
            end));
  }
}
