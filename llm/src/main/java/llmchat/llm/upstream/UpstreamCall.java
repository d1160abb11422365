package llmchat.llm.upstream;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import llmchat.llm.Failure;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import llmchat.llm.Watch;
import org.jspecify.annotations.Nullable;

/**
 * One call to one server: connects, sends the request, waits for the first byte, then reads a whole
 * answer or a stream. It completes its reply exactly once, and occupies the connection until the
 * answer is complete or the call is cancelled. Confined to its event loop.
 */
final class UpstreamCall implements Watch.Watched {
  /** The longest time from the last event of a stream to the end of its body. */
  private static final Duration ENDING = Duration.ofSeconds(5);

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence ANY_REPLY =
      HttpHeaders.createOptimized("application/json, text/event-stream");
  private static final CharSequence IDENTITY = HttpHeaders.createOptimized("identity");
  private static final CharSequence AGENT = HttpHeaders.createOptimized("llm-chat");
  private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("x-request-id");

  private final OutboundHttp http;
  private final LlmCall call;
  private final String path;
  private final Buffer body;
  private final Server server;
  private final Promise<LlmReply> reply = Promise.promise();
  private final Watch.Entry watch;
  private final long begun;

  private long lastByte;
  private boolean answering;
  private boolean over;
  private boolean retried;
  private @Nullable HttpClientRequest request;
  private @Nullable UpstreamEvents events;

  UpstreamCall(OutboundHttp http, LlmCall call, String path, Buffer body, Server server) {
    this.http = http;
    this.call = call;
    this.path = path;
    this.body = body;
    this.server = server;
    this.watch = http.watch().add(this);
    this.begun = http.watch().now();
    this.lastByte = begun;
  }

  Future<LlmReply> begin() {
    call.cancellation().onCancel(() -> fail(new Failure.ClientGone()));
    connect();
    return reply.future();
  }

  private void connect() {
    http.request(server, path).onComplete(connected -> guarded(() -> connected(connected)));
  }

  private void connected(AsyncResult<HttpClientRequest> connected) {
    if (connected.failed() && mayRepeat(connected.cause() instanceof HttpClosedException)) {
      connect();
    } else if (connected.failed()) {
      fail(unreachable(connected.cause()));
    } else if (over) {
      giveBack(connected.result());
    } else {
      sendOrConnectAgain(connected.result());
    }
  }

  /**
   * Closes a connection that is no longer needed; without a handler, Vert.x logs that as an error.
   */
  private static void giveBack(HttpClientRequest unused) {
    unused.exceptionHandler(problem -> {});
    unused.reset();
  }

  /** Runs one step of the call. An internal fault fails the reply and releases the connection. */
  void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException fault) {
      done();
      if (request != null) {
        request.reset();
      }
      reply.tryFail(fault);
    }
  }

  /**
   * A server that closed one pooled connection may be closing all of them, so a retry uses only a
   * new connection.
   */
  private void sendOrConnectAgain(HttpClientRequest connected) {
    connected.exceptionHandler(problem -> {});
    boolean fresh = http.takeFresh(connected.connection());
    if (retried && !fresh) {
      connected.connection().close().onComplete(closed -> connect());
    } else {
      send(connected, fresh);
    }
  }

  private void send(HttpClientRequest connected, boolean fresh) {
    request = connected;
    connected.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    connected.putHeader(HttpHeaders.ACCEPT, ANY_REPLY);
    connected.putHeader(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
    connected.putHeader(HttpHeaders.USER_AGENT, AGENT);
    connected.putHeader(REQUEST_ID, call.requestId());
    server.key().ifPresent(key -> connected.putHeader(key.name(), key.value().reveal()));
    for (Map.Entry<String, String> header : call.headers().entrySet()) {
      connected.putHeader(header.getKey(), header.getValue());
    }
    lastByte = http.watch().now();
    connected.send(body).onComplete(answered -> guarded(() -> answered(answered, fresh)));
  }

  private void answered(AsyncResult<HttpClientResponse> answered, boolean fresh) {
    if (over) {
      return;
    }
    if (answered.succeeded()) {
      answer(answered.result());
    } else if (mayRepeat(!fresh)) {
      connect();
    } else {
      fail(new Failure.UpstreamBroken("the connection broke before the answer began"));
    }
  }

  /**
   * Allows one retry per call, if the server closed a pooled connection while it was idle: the
   * request was not processed.
   */
  private boolean mayRepeat(boolean closedWhileIdle) {
    boolean repeat = closedWhileIdle && !retried && !over;
    retried |= repeat;
    return repeat;
  }

  private void answer(HttpClientResponse response) {
    answering = true;
    lastByte = http.watch().now();
    if (response.statusCode() < 200 || response.statusCode() > 599) {
      fail(new Failure.UpstreamBroken("HTTP has no final status " + response.statusCode()));
    } else if (call.stream()
        && response.statusCode() == 200
        && WholeAnswer.isEventStream(response)) {
      events = new UpstreamEvents(this, response, call, http.maxReply());
    } else {
      WholeAnswer.collect(this, response, call, http.maxReply());
    }
  }

  /** Restarts the idle timeout. */
  void bytesReceived() {
    lastByte = http.watch().now();
  }

  /** Completes the reply; for a stream, when its first event has arrived. */
  void reply(LlmReply answer) {
    reply.tryComplete(answer);
  }

  /** The response is complete; Vert.x returns the connection to the pool. */
  void done() {
    over = true;
    watch.stop();
  }

  /** Aborts the call: closes the connection and reports the failure. */
  void fail(Failure failure) {
    if (over) {
      return;
    }
    done();
    if (events != null) {
      // Before the reset, which would end the stream without this reason.
      events.broken(failure);
    }
    if (request != null) {
      request.reset();
    }
    reply(new LlmReply.Failed(failure));
  }

  @Override
  public void tick(long now) {
    Timeouts timeouts = http.timeouts();
    if (passed(now, begun, timeouts.total())) {
      fail(new Failure.UpstreamTimeout("total"));
    } else if (!answering && request != null && passed(now, lastByte, timeouts.firstByte())) {
      fail(new Failure.UpstreamTimeout("first byte"));
    } else if (answering && !paused() && passed(now, lastByte, timeouts.idle())) {
      fail(new Failure.UpstreamTimeout("idle"));
    } else if (events != null && events.endDelivered() && passed(now, lastByte, ENDING)) {
      fail(new Failure.UpstreamTimeout("end"));
    }
  }

  private boolean paused() {
    return events != null && events.paused();
  }

  private static boolean passed(long now, long since, Duration limit) {
    return now - since > Watch.nanos(limit);
  }

  private static Failure unreachable(Throwable problem) {
    return problem instanceof ConnectionPoolTooBusyException
        ? new Failure.Overloaded("too many open connections", Duration.ofSeconds(1))
        : new Failure.UpstreamUnreachable();
  }
}
