package llmchat.server.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.Outcome;

/**
 * A response body of unknown length that is made while it is sent: the next piece is asked for when
 * the client has taken the last one. What fails before the first piece is an error response; what
 * fails later cuts the connection or stream, so that no client takes a part for the whole. Confined
 * to the exchange's event loop.
 */
public final class PiecewiseBody {
  /** Makes the pieces; asked for one at a time, on the exchange's event loop. */
  public interface Source {
    /** The next piece; empty after the last one. */
    Future<Optional<Buffer>> next();
  }

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final Map<String, String> headers;
  private final Source source;

  private PiecewiseBody(Exchange exchange, Map<String, String> headers, Source source) {
    this.exchange = exchange;
    this.response = exchange.response();
    this.headers = headers;
    this.source = source;
  }

  /** Answers with 200, those headers and the pieces of the source. */
  public static void send(Exchange exchange, Map<String, String> headers, Source source) {
    PiecewiseBody body = new PiecewiseBody(exchange, headers, source);
    exchange.whenAborted(body::fail);
    body.next();
  }

  private void next() {
    source
        .next()
        .onSuccess(piece -> piece.ifPresentOrElse(this::write, this::end))
        .onFailure(cause ->
            fail(
                cause instanceof FailureException known
                    ? known.failure()
                    : new Failure.Internal()));
  }

  private void write(Buffer piece) {
    if (exchange.over() || (!exchange.isStreaming() && !begin())) {
      return;
    }
    response.write(piece);
    if (!response.writeQueueFull()) {
      next();
      return;
    }
    response.drainHandler(drained -> {
      response.drainHandler(null);
      next();
    });
  }

  /** Whether a body follows the head. */
  private boolean begin() {
    headers.forEach(exchange::putHeader);
    if (exchange.isHead()) {
      exchange.endShared(200, Buffer.buffer(0));
      return false;
    }
    exchange.streaming();
    response.setChunked(true);
    return true;
  }

  private void end() {
    if (!exchange.isStreaming()) {
      headers.forEach(exchange::putHeader);
      exchange.endShared(200, Buffer.buffer(0));
    } else if (!exchange.over()) {
      exchange.conclude(200, Outcome.OK);
      exchange.deliver(Buffer.buffer(0));
    }
  }

  private void fail(Failure failure) {
    if (exchange.isStreaming() && !exchange.over()) {
      exchange.notes().failure(failure);
      exchange.conclude(200, Outcome.of(failure));
      response.reset();
    } else {
      exchange.fail(failure);
    }
  }
}
