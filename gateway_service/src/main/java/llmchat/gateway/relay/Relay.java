package llmchat.gateway.relay;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.ledger.Ledger;
import llmchat.gateway.ledger.Ledger.Reservation;
import llmchat.gateway.limits.AdmissionCheck;
import llmchat.llm.Cancellation;
import llmchat.llm.Endpoint;
import llmchat.llm.EventLoop;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.http.Bodies;
import llmchat.llm.http.ClientHeaders;
import llmchat.llm.http.Exchange;
import llmchat.llm.http.ReplyWriter;
import llmchat.llm.json.BadEnvelopeException;
import llmchat.llm.json.EnvelopeReader;

/**
 * One call, ten stops, in the order in which they happen. One instance for each event loop; a call
 * never leaves it.
 */
public final class Relay {
  private final EventLoop loop;
  private final Authentication authentication;
  private final Bodies bodies;
  private final AdmissionCheck limits;
  private final Ledger ledger;
  private final LlmClient models;
  private final Set<String> served;
  private final EnvelopeReader envelopes = new EnvelopeReader();

  /** Wires the stops. */
  public Relay(
      EventLoop loop,
      Authentication authentication,
      Bodies bodies,
      AdmissionCheck limits,
      Ledger ledger,
      LlmClient models,
      Set<String> served) {
    this.loop = loop;
    this.authentication = authentication;
    this.bodies = bodies;
    this.limits = limits;
    this.ledger = ledger;
    this.models = models;
    this.served = Set.copyOf(served);
  }

  /**
   * Relays one call. Stops 1 and 2 are behind it: {@code HttpServerFront} has read the head and
   * named the request, and the observers have heard that it started.
   */
  public void relay(Exchange exchange, Endpoint endpoint) {
    authentication
        .caller(exchange) // 3: who calls, before any body is read
        .compose(caller -> read(exchange, endpoint, caller)) // 4: body and envelope
        .compose(call -> admit(exchange, call)) // 5: limits, then the worst case is reserved
        .onSuccess(call -> send(exchange, call)) // 6 to 10
        .onFailure(exchange::fail);
  }

  /** A call and who makes it. */
  private record Called(Caller caller, LlmCall call) {}

  private Future<Called> read(Exchange exchange, Endpoint endpoint, Caller caller) {
    return bodies.readJson(exchange).map(body -> call(exchange, endpoint, caller, body));
  }

  private Called call(Exchange exchange, Endpoint endpoint, Caller caller, Buffer body) {
    try {
      LlmCall call =
          new LlmCall(
              exchange.id(),
              endpoint,
              envelopes.read(body),
              body,
              ClientHeaders.of(exchange),
              new Cancellation());
      if (!served.contains(call.model())) {
        throw new FailureException(new Failure.UnknownModel(call.model()));
      }
      exchange.notes().model = call.model();
      exchange.notes().stream = call.stream();
      exchange.notes().requestBody = body;
      return new Called(caller, call);
    } catch (BadEnvelopeException e) {
      throw new FailureException(e.failure());
    }
  }

  private Future<Called> admit(Exchange exchange, Called called) {
    return limits.admit(exchange, called.caller).map(called);
  }

  private void send(Exchange exchange, Called called) {
    LlmCall call = called.call;
    if (exchange.over()) {
      return; // the client left while its key or its limit was looked up
    }
    Reservation reservation = ledger.reserve(called.caller, call);
    // 10: settled before the last byte goes out; then log and metrics hear "ended"
    ReplyWriter writer = new ReplyWriter(exchange, loop.watch(), reservation::settle);
    exchange.whenGone(() -> {
      writer.clientGone();
      call.cancellation().cancel();
    });
    if (call.stream()) {
      writer.expectStream();
    }
    exchange.notes().dispatched = loop.watch().now();
    models
        .send(call) // 6, 7: model to target to provider; 8: a stream is held until its first event
        .onSuccess(writer::write) // 9: bytes flow to the client as they come
        .onFailure(writer::fault);
  }
}
