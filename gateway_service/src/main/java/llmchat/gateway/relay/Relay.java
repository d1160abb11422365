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
 * One call, ten stops, in the order in which they happen. One instance for each event loop; a call
 * never leaves it.
 */
public final class Relay {
  private final Authentication authentication;
  private final CallReader reader;
  private final Calls calls;

  /** Wires the stops. */
  public Relay(Authentication authentication, CallReader reader, Calls calls) {
    this.authentication = authentication;
    this.reader = reader;
    this.calls = calls;
  }

  /**
   * Relays one call. Stops 1 and 2 are behind it: {@code EventLoopServer} has read the head and
   * named the request, and the listeners have heard that it started.
   */
  public void relay(Exchange exchange, Dialect dialect) {
    authentication
        .caller(exchange) // 3: who calls, before any body is read
        .compose(caller -> read(exchange, dialect, caller)) // 4: body and envelope
        .compose(asked -> calls.admit(exchange, asked.caller).map(asked)) // 5: limits
        .compose(asked -> calls.reserve(exchange, asked.caller, asked.call)) // 5: budget
        // 6: to a target; 7: to its provider; 8: until a stream's first event is there;
        // 9: bytes flow to the client as they come; 10: settled, then the last byte
        .onSuccess(call -> calls.answer(exchange, call))
        .onFailure(exchange::fail);
  }

  /** A call and who makes it. */
  private record Asked(Caller caller, LlmCall call) {}

  private Future<Asked> read(Exchange exchange, Dialect dialect, Caller caller) {
    return reader.read(exchange, dialect).map(call -> new Asked(caller, call));
  }
}
