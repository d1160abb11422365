package llmchat.llm.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.Map;
import llmchat.llm.EventStream;
import llmchat.llm.Failure;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import llmchat.llm.ProviderSide;
import llmchat.llm.Usage;
import llmchat.llm.sse.StreamScanner;
import org.jspecify.annotations.Nullable;

/**
 * The events of one upstream stream. It buffers until the first event has arrived, then completes
 * the call's reply, and delivers the events to the sink once that has started the stream.
 */
final class UpstreamEvents implements EventStream {
  private final UpstreamCall call;
  private final HttpClientResponse response;
  private final StreamedResponseDecoder decoder;
  private final ProviderSide dialect;
  private final StreamScanner events;
  private final Map<String, String> headers;

  private Buffer held = Buffer.buffer(0);
  private boolean answered;
  private boolean cancelled;
  private boolean paused;
  private boolean endDelivered;
  private @Nullable Sink sink;

  UpstreamEvents(UpstreamCall call, HttpClientResponse response, LlmCall asked, int maxEvent) {
    this.call = call;
    this.response = response;
    this.dialect = asked.dialect().provider();
    this.events =
        new StreamScanner(dialect.events(asked.envelope()), maxEvent, asked.replyMemory());
    this.headers = ReplyHeaders.of(response, dialect, false);
    response.exceptionHandler(problem -> ended(events.finish(false)));
    response.endHandler(end -> ended(events.finish(true)));
    response.handler(this::received);
    decoder = UpstreamCodec.decoder(response.request().connection());
    decoder.flowTo(this::received);
  }

  boolean paused() {
    return paused;
  }

  /** Whether the end of the stream was delivered, so that only the end of the body is missing. */
  boolean endDelivered() {
    return endDelivered;
  }

  /** Ends the stream with a failure, because the call was aborted. */
  void broken(Failure failure) {
    events.fail(failure);
    deliver(Buffer.buffer(0));
  }

  /** An internal fault ends the call, so that the client gets an error, and is then reported. */
  private void received(Buffer chunk) {
    call.bytesReceived();
    try {
      read(chunk);
    } catch (RuntimeException fault) {
      call.fail(new Failure.Internal());
      throw fault;
    }
  }

  private void read(Buffer chunk) {
    deliver(events.read(chunk));
    if (endDelivered) {
      // Data after the end is an error of the provider, and could be endless.
      decoder.stopFlow();
      response.handler(more -> failForDataAfterEnd());
      if (events.dataAfterEnd()) {
        failForDataAfterEnd();
      }
    }
  }

  private void failForDataAfterEnd() {
    call.fail(new Failure.UpstreamBroken("it continued after its end"));
  }

  private void ended(Buffer last) {
    call.done();
    deliver(last);
  }

  private void deliver(Buffer passed) {
    if (cancelled || endDelivered) {
      return;
    }
    if (sink == null) {
      held = held.length() == 0 ? passed : held.copy().appendBuffer(passed);
      answerOnce();
      return;
    }
    boolean over = events.end().isPresent();
    if (over) {
      endDelivered = true;
      sink.ended(passed, events.end().get());
    } else if (passed.length() > 0) {
      sink.events(passed);
    }
  }

  /** Completes the reply as soon as the first event or the end has arrived. */
  private void answerOnce() {
    if (answered || (!events.begun() && events.end().isEmpty())) {
      return;
    }
    answered = true;
    if (held.length() == 0 && events.end().orElse(null) instanceof StreamEnd.Broken broken) {
      endDelivered = true;
      call.reply(
          broken
              .providersError()
              .map(error -> dialect.refusal(headers, error))
              .orElseGet(() -> new LlmReply.Failed(broken.failure())));
      return;
    }
    call.reply(new LlmReply.Streamed(headers, this));
    if (sink == null && !cancelled) {
      pause();
    }
  }

  @Override
  public void start(Sink receiver) {
    sink = receiver;
    Buffer first = held;
    held = Buffer.buffer(0);
    deliver(first);
    if (paused) {
      resume();
    }
  }

  @Override
  public void pause() {
    if (!paused && !endDelivered) {
      paused = true;
      decoder.stopFlow();
      response.pause();
    }
  }

  @Override
  public void resume() {
    if (paused) {
      paused = false;
      call.bytesReceived();
      response.resume();
    }
  }

  @Override
  public void cancel() {
    if (!cancelled) {
      cancelled = true;
      call.fail(new Failure.ClientGone());
    }
  }

  @Override
  public Usage usageSoFar() {
    return events.usage();
  }
}
