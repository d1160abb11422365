package llmchat.server.call;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.LlmClient;
import llmchat.llm.LlmReply;
import llmchat.llm.Outcome;
import llmchat.llm.Usage;
import llmchat.llm.Watch;
import llmchat.server.http.ClientStream;
import llmchat.server.http.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a call and writes its reply to the client, byte for byte: a whole answer at once, a stream
 * as it arrives. The call is settled before the last byte is sent. There is one per call, confined
 * to its event loop.
 */
public final class ReplyWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ReplyWriter.class);

  private final Exchange exchange;
  private final OpenCall call;
  private final ClientStream stream;

  /** For one call of the exchange. */
  public ReplyWriter(Exchange exchange, Watch watch, OpenCall call) {
    this.exchange = exchange;
    this.call = call;
    this.stream = new ClientStream(exchange, watch, this::streamEnded);
  }

  /** Sends the call and writes its reply. */
  public void answer(LlmClient models) {
    answer(models, Future::succeededFuture);
  }

  /** The same, with the reply converted by {@code form} first. */
  public void answer(LlmClient models, Function<LlmReply, Future<LlmReply>> form) {
    begin()
        .compose(call -> call.send(models))
        .compose(form)
        .onSuccess(this::writeOrFail)
        .onFailure(this::fault);
  }

  /**
   * From now on the call is cancelled if the client disconnects, and a stream is kept alive until
   * its first event. Fails if the client disconnected earlier, while a key or a limit was looked
   * up.
   */
  private Future<OpenCall> begin() {
    if (exchange.over()) {
      call.settle(exchange.outcome());
      return Future.failedFuture(new FailureException(new Failure.ClientGone()));
    }
    exchange.whenGone(this::gone);
    exchange.whenAborted(this::abort);
    if (call.call().stream()) {
      stream.startKeepAlive();
    }
    return Future.succeededFuture(call);
  }

  /** A reply that cannot be written is answered with an error, and its source is cancelled. */
  private void writeOrFail(LlmReply reply) {
    try {
      write(reply);
    } catch (RuntimeException fault) {
      giveUp(reply);
      fault(fault);
    }
  }

  private void write(LlmReply reply) {
    if (call.settled() || exchange.over()) {
      giveUp(reply);
      return;
    }
    switch (reply) {
      case LlmReply.Whole whole -> whole(whole);
      case LlmReply.Refused refused -> refused(refused);
      case LlmReply.Failed failed -> fail(failed.failure());
      case LlmReply.Streamed streamed -> stream.start(streamed.headers(), streamed.events());
    }
  }

  /** Ends a call without a reply; anything but a {@link Failure} is a bug. */
  private void fault(Throwable cause) {
    if (cause instanceof FailureException expected) {
      write(new LlmReply.Failed(expected.failure()));
      return;
    }
    LOG.error("request {} failed", exchange.id(), cause);
    write(new LlmReply.Failed(new Failure.Internal()));
  }

  /** The client disconnected: stops the stream and settles what was delivered. */
  private void gone() {
    stream.stop().ifPresent(call::used);
    call.settle(Outcome.CLIENT_GONE);
    call.cancel();
  }

  private void abort(Failure reason) {
    if (!exchange.over()) {
      stream.stop().ifPresent(call::used);
      fail(reason);
      call.cancel();
    }
  }

  private static void giveUp(LlmReply reply) {
    if (reply instanceof LlmReply.Streamed streamed) {
      streamed.events().cancel();
    }
  }

  private void whole(LlmReply.Whole whole) {
    stream.stopKeepAlive();
    call.used(whole.usage());
    if (stream.headSent()) {
      fail(new Failure.UpstreamBroken("a stream was requested, but the response is not one"));
      return;
    }
    pass(whole.status(), whole.headers(), whole.body(), Outcome.OK);
  }

  private void refused(LlmReply.Refused refused) {
    stream.stopKeepAlive();
    int status = refused.status();
    Outcome outcome = status >= 400 && status < 500 ? Outcome.REFUSED : Outcome.UPSTREAM;
    if (stream.headSent()) {
      call.settle(outcome);
      stream.fail(refused.body(), outcome);
      return;
    }
    pass(status, refused.headers(), refused.body(), outcome);
  }

  /** Forwards an answer; its headers do not replace our own, such as those of our rate limits. */
  private void pass(int status, Map<String, String> headers, Buffer body, Outcome outcome) {
    headers.forEach(exchange::putHeaderIfAbsent);
    exchange.notes().replyBody(body);
    call.settle(outcome);
    exchange.conclude(status, outcome);
    exchange.response().setStatusCode(status);
    exchange.deliver(body);
  }

  private void fail(Failure failure) {
    stream.stopKeepAlive();
    call.failed(failure);
    call.settle(Outcome.of(failure));
    if (stream.headSent()) {
      var form = exchange.form();
      stream.fail(form.errorBody(form.problem(failure)), Outcome.of(failure));
    } else {
      exchange.fail(failure);
    }
  }

  private void streamEnded(Usage usage, Outcome outcome, Optional<Failure> failure) {
    call.used(usage);
    failure.ifPresent(call::failed);
    call.settle(outcome);
  }
}
