package llmchat.gateway.calls;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.ledger.Ledger;
import llmchat.gateway.limits.AdmissionCheck;
import llmchat.llm.EventLoop;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;
import llmchat.server.call.CallOpener;
import llmchat.server.call.CallOrigin;
import llmchat.server.call.OpenCall;
import llmchat.server.call.ReplyWriter;
import llmchat.server.http.Exchange;

/**
 * The path that every model call takes: admit, reserve, send, settle. One instance for each event
 * loop; a call never leaves it.
 */
public final class Calls {
  private final EventLoop loop;
  private final AdmissionCheck limits;
  private final Ledger ledger;
  private final LlmClient models;
  private final CallOpener calls;

  /** Wires the path of one event loop. */
  public Calls(
      EventLoop loop, AdmissionCheck limits, Ledger ledger, LlmClient models, CallOpener calls) {
    this.loop = loop;
    this.limits = limits;
    this.ledger = ledger;
    this.models = models;
    this.calls = calls;
  }

  /**
   * Counts one call of the caller against the limits, and sets the {@code x-ratelimit-*} headers.
   * Fails with {@link llmchat.llm.Failure.RateLimited}.
   */
  public Future<Void> admit(Exchange exchange, Caller caller) {
    return limits.admit(exchange, caller);
  }

  /**
   * Reserves the most that a call may cost; fails if the ledger refuses. Nothing has been stored or
   * sent by then. For a call whose request waits for the reply.
   */
  public Future<OpenCall> reserve(Exchange exchange, Caller caller, LlmCall call) {
    return ledger
        .reserve(caller, call)
        .map(reservation ->
            calls.awaited(origin(exchange, caller), call, exchange, reservation::settle));
  }

  /** Reserves for a call that outlives its request. */
  public Future<OpenCall> reserveDetached(Exchange exchange, Caller caller, LlmCall call) {
    return ledger
        .reserve(caller, call)
        .map(reservation -> calls.detached(origin(exchange, caller), call, reservation::settle));
  }

  private static CallOrigin origin(Exchange exchange, Caller caller) {
    return CallOrigin.of(exchange, Optional.of(caller.userId()), caller.keyId());
  }

  /** Sends a call, writes the reply to the client, and settles the call before the last byte. */
  public void answer(Exchange exchange, OpenCall call) {
    new ReplyWriter(exchange, loop.watch(), call).answer(models);
  }

  /** Does the same, with a reply that is converted first. */
  public void answer(Exchange exchange, OpenCall call, Function<LlmReply, Future<LlmReply>> form) {
    new ReplyWriter(exchange, loop.watch(), call).answer(models, form);
  }

  /** Sends a call that outlives its request; the caller of this method settles it. */
  public Future<LlmReply> send(OpenCall call) {
    return call.send(models);
  }
}
