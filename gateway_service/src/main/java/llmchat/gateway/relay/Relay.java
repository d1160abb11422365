package llmchat.gateway.relay;

import io.vertx.core.Future;
import llmchat.gateway.auth.Authentication;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.calls.Calls;
import llmchat.llm.Dialect;
import llmchat.llm.LlmCall;
import llmchat.server.call.CallReader;
import llmchat.server.http.Exchange;

/**
 * The path of a relayed call, in the order in which things happen: ten stops, as in
 * docs/architecture.md. One instance for each event loop; a call never leaves it.
 */
public final class Relay {
  private final Authentication authentication;
  private final CallReader reader;
  private final Calls calls;

  /** Wires the path of one event loop. */
  public Relay(Authentication authentication, CallReader reader, Calls calls) {
    this.authentication = authentication;
    this.reader = reader;
    this.calls = calls;
  }

  /**
   * Relays one call. Stops 1 and 2 come before: {@code EventLoopServer} has read the head and
   * assigned the request id, and the listeners have been notified of the start.
   */
  public void relay(Exchange exchange, Dialect dialect) {
    authentication
        .caller(exchange) // 3: who calls, before any body is read
        .compose(caller -> read(exchange, dialect, caller)) // 4: body and envelope
        .compose(asked -> calls.admit(exchange, asked.caller).map(asked)) // 5: limits
        .compose(asked -> calls.reserve(exchange, asked.caller, asked.call)) // 5: budget
        // 6: route to a target; 7: send to its provider; 8: wait for a stream's first event;
        // 9: write bytes to the client as they arrive; 10: settle, then send the last byte
        .onSuccess(call -> calls.answer(exchange, call))
        .onFailure(exchange::fail);
  }

  /** A call and its caller. */
  private record Asked(Caller caller, LlmCall call) {}

  private Future<Asked> read(Exchange exchange, Dialect dialect, Caller caller) {
    return reader.read(exchange, dialect).map(call -> new Asked(caller, call));
  }
}
