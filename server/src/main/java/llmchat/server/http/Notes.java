package llmchat.server.http;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What the log and the metrics need to know about an exchange; no decision depends on it. Confined
 * to the exchange's event loop.
 */
public final class Notes {
  private @Nullable String caller;
  private @Nullable String model;
  private boolean stream;
  private long dispatched;
  private long answered;
  private Usage usage = Usage.NONE;
  private @Nullable Failure failure;
  private @Nullable Buffer requestBody;
  private @Nullable Buffer replyBody;

  /** Sets the caller's user id. */
  public void caller(String userId) {
    caller = userId;
  }

  /** Sets the model, which must be in the catalogue, because it becomes a label of metrics. */
  public void call(String servedModel, boolean streamed) {
    model = servedModel;
    stream = streamed;
  }

  /** Marks that the call is sent to the model client; {@code now} is in nanoseconds. */
  public void dispatched(long now) {
    dispatched = now;
  }

  /** Marks that the answer, or its first event, has arrived; later calls do nothing. */
  public void answered(long now) {
    if (answered == 0) {
      answered = now;
    }
  }

  /** Sets the usage. */
  public void usage(Usage used) {
    usage = used;
  }

  /** Sets the reason why there is no answer. */
  public void failure(Failure reason) {
    failure = reason;
  }

  /** Sets the request's body, in case bodies are logged. */
  public void requestBody(Buffer body) {
    requestBody = body;
  }

  /** Sets the answer's body, in case bodies are logged. */
  public void replyBody(Buffer body) {
    replyBody = body;
  }

  /** The caller's user id; for the log, never a label of metrics. */
  public Optional<String> caller() {
    return Optional.ofNullable(caller);
  }

  /** The requested model, if it is in the catalogue. */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** Whether a stream was requested. */
  public boolean stream() {
    return stream;
  }

  /** When the call was sent to the model client, in nanoseconds; 0 if it was not. */
  public long dispatched() {
    return dispatched;
  }

  /** When the answer, or its first event, arrived, in nanoseconds; 0 if none did. */
  public long answered() {
    return answered;
  }

  /** The usage. */
  public Usage usage() {
    return usage;
  }

  /** Why there is no answer. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** The request's body, if it was read. */
  public Optional<Buffer> requestBody() {
    return Optional.ofNullable(requestBody);
  }

  /** The answer's body, if it was not a stream. */
  public Optional<Buffer> replyBody() {
    return Optional.ofNullable(replyBody);
  }
}
