package llmchat.server.http;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What is learnt about an exchange on its way, for the log and the metrics; nothing is decided by
 * it. Confined to the exchange's event loop.
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

  /** Notes who calls, by the user's id. */
  public void caller(String userId) {
    caller = userId;
  }

  /** Notes what is called; only a model that we serve, for it becomes a label of metrics. */
  public void call(String servedModel, boolean streamed) {
    model = servedModel;
    stream = streamed;
  }

  /** Notes that the call is handed to the model's side; {@code now} is in nanoseconds. */
  public void dispatched(long now) {
    dispatched = now;
  }

  /** Notes that the answer, or the first event of it, is there; the first time counts. */
  public void answered(long now) {
    if (answered == 0) {
      answered = now;
    }
  }

  /** Notes what was used. */
  public void usage(Usage used) {
    usage = used;
  }

  /** Notes why there is no answer. */
  public void failure(Failure reason) {
    failure = reason;
  }

  /** Notes the request's body, in case bodies are logged. */
  public void requestBody(Buffer body) {
    requestBody = body;
  }

  /** Notes the answer's body, in case bodies are logged. */
  public void replyBody(Buffer body) {
    replyBody = body;
  }

  /** The caller's user id, for the log, never a label. */
  public Optional<String> caller() {
    return Optional.ofNullable(caller);
  }

  /** The model asked for, if it is one that we serve. */
  public Optional<String> model() {
    return Optional.ofNullable(model);
  }

  /** Whether a stream was asked for. */
  public boolean stream() {
    return stream;
  }

  /** When the call was handed to the model's side, in nanoseconds, 0 if it was not. */
  public long dispatched() {
    return dispatched;
  }

  /** When the answer, or the first event of it, came back, in nanoseconds, 0 if it did not. */
  public long answered() {
    return answered;
  }

  /** What was used. */
  public Usage usage() {
    return usage;
  }

  /** Why there is no answer. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** The request's body, if it was read as a whole. */
  public Optional<Buffer> requestBody() {
    return Optional.ofNullable(requestBody);
  }

  /** The answer's body, if it was not a stream. */
  public Optional<Buffer> replyBody() {
    return Optional.ofNullable(replyBody);
  }
}
