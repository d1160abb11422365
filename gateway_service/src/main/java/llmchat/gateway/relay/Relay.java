package llmchat.gateway.relay;

import io.vertx.core.Future;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.ledger.Ledger;
import llmchat.gateway.ledger.Ledger.Reservation;
import llmchat.gateway.limits.AdmissionCheck;
import llmchat.llm.Endpoint;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.server.http.CallReader;
import llmchat.server.http.Exchange;
import llmchat.server.http.ReplyWriter;

/**
 * One call, ten stops, in the order in which they happen. One instance for each event loop; a call
 * never leaves it.
 */
public final class Relay {
  private final EventLoop loop;
  private final Authentication authentication;
  private final CallReader calls;
  private final AdmissionCheck limits;
  private final Ledger ledger;
  private final LlmClient models;

  /** Wires the stops. */
  public Relay(
      EventLoop loop,
      Authentication authentication,
      CallReader calls,
      AdmissionCheck limits,
      Ledger ledger,
      LlmClient models) {
    this.loop = loop;
    this.authentication = authentication;
    this.calls = calls;
    this.limits = limits;
    this.ledger = ledger;
    this.models = models;
  }

  /**
   * Relays one call. Stops 1 and 2 are behind it: {@code HttpServerFront} has read the head and
   * named the request, and the observers have heard that it started.
   */
  public void relay(Exchange exchange, Endpoint endpoint) {
    authentication
        .caller(exchange) // 3: who calls, before any body is read
        .compose(caller -> read(exchange, endpoint, caller)) // 4: body and envelope
        .compose(call -> admit(exchange, call)) // 5: limits
        .onSuccess(call -> send(exchange, call)) // 6 to 10
        .onFailure(exchange::fail);
  }

  /** A call and who makes it. */
  private record Called(Caller caller, LlmCall call) {}

  private Future<Called> read(Exchange exchange, Endpoint endpoint, Caller caller) {
    return calls.read(exchange, endpoint).map(call -> new Called(caller, call));
  }

  private Future<Called> admit(Exchange exchange, Called called) {
    return limits.admit(exchange, called.caller).map(called);
  }

  private void send(Exchange exchange, Called called) {
    Reservation reservation = ledger.reserve(called.caller, called.call); // 5: budget
    // 10: settled before the last byte goes out; then log and metrics hear "ended"
    ReplyWriter writer = new ReplyWriter(exchange, loop.watch(), reservation::settle);
    writer
        .begin(called.call)
        .compose(models::send) // 6, 7: to target and provider; 8: until a stream's first event
        .onSuccess(writer::write) // 9: bytes flow to the client as they come
        .onFailure(writer::fault);
  }
}
