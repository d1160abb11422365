package llmchat.gateway.chats;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import llmchat.gateway.store.StoreFailure;
import llmchat.llm.BodyMemory;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.Outcome;
import llmchat.server.http.Exchange;

/**
 * Writes an export to its client, a slice at a time: the next one is read when the client has taken
 * the last one. What fails before the first byte is an error response; what fails later cuts the
 * connection, so that no client takes a part for the whole. Confined to one event loop.
 */
final class ExportWriter {
  /** Texts, their JSON and its bytes, beside each other, of at most three bytes a character. */
  private static final int COPIES = 4;

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final ExportFormat format;
  private final ChatExport export;
  private final BodyMemory.Share memory;

  ExportWriter(Exchange exchange, ExportFormat format, ChatExport export, BodyMemory.Share memory) {
    this.exchange = exchange;
    this.response = exchange.response();
    this.format = format;
    this.export = export;
    this.memory = memory;
  }

  /** Begins; fails the exchange if there is nothing to export. */
  void start() {
    exchange.whenAborted(this::fail);
    step();
  }

  private void step() {
    export
        .next()
        .onSuccess(step -> {
          if (step.isPresent()) {
            write(step.get());
          } else if (exchange.isStreaming()) {
            end();
          } else {
            exchange.fail(ApiResponder.NO_CHAT);
          }
        })
        .onFailure(this::fail);
  }

  private void write(ChatExport.Step step) {
    if (exchange.over()) {
      return;
    }
    if (!exchange.isStreaming() && !begin()) {
      return;
    }
    response.write(step.bytes());
    if (step.slice().ids().isEmpty()) {
      whenTaken();
    } else if (!memory.grow(COPIES * step.slice().bytes())) {
      fail(memory.refusal());
    } else {
      export.read(step.slice()).onSuccess(this::writeSlice).onFailure(this::fail);
    }
  }

  /** Whether a body follows the head. */
  private boolean begin() {
    exchange.putHeader("content-type", format.contentType());
    exchange.putHeader("content-disposition", "attachment; filename=\"" + format.fileName() + "\"");
    if (exchange.request().method().equals(HttpMethod.HEAD)) {
      exchange.endShared(200, Buffer.buffer(0));
      return false;
    }
    exchange.streaming();
    response.setChunked(true);
    return true;
  }

  private void writeSlice(Buffer bytes) {
    memory.shrink(0);
    if (!exchange.over()) {
      response.write(bytes);
      whenTaken();
    }
  }

  private void whenTaken() {
    if (response.writeQueueFull()) {
      response.drainHandler(drained -> {
        response.drainHandler(null);
        step();
      });
    } else {
      step();
    }
  }

  private void end() {
    if (!exchange.over()) {
      exchange.conclude(200, Outcome.OK);
      exchange.deliver(Buffer.buffer(0));
    }
  }

  private void fail(Throwable cause) {
    StoreFailure.<Void>asFailure(cause)
        .onFailure(failure ->
            fail(
                failure instanceof FailureException known
                    ? known.failure()
                    : new Failure.Internal()));
  }

  private void fail(Failure failure) {
    if (exchange.over()) {
      return;
    }
    if (!exchange.isStreaming()) {
      exchange.fail(failure);
      return;
    }
    exchange.notes().failure(failure);
    exchange.conclude(200, Outcome.of(failure));
    response.reset();
  }
}
