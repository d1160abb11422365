package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/**
 * The reply to a call: a whole answer, a stream, a provider's error, or the reason why there is
 * none.
 */
public sealed interface LlmReply {
  /** The target that replied; empty until a router has set it. */
  Optional<TargetName> target();

  /** The same reply with its target set. */
  LlmReply from(TargetName target);

  /**
   * A whole answer.
   *
   * @param status the HTTP status to forward, below 400
   * @param headers the headers to forward, lower-case names
   * @param body the bytes to forward
   * @param usage the usage reported in the body
   */
  record Whole(
      int status,
      Map<String, String> headers,
      Buffer body,
      Usage usage,
      Optional<TargetName> target)
      implements LlmReply {
    /** An answer whose target is not set yet. */
    public Whole(int status, Map<String, String> headers, Buffer body, Usage usage) {
      this(status, headers, body, usage, Optional.empty());
    }

    @Override
    public Whole from(TargetName named) {
      return new Whole(status, headers, body, usage, Optional.of(named));
    }
  }

  /**
   * A stream whose first event has arrived; nothing is delivered until it is started.
   *
   * @param headers the headers to forward, lower-case names
   */
  record Streamed(Map<String, String> headers, EventStream events, Optional<TargetName> target)
      implements LlmReply {
    /** A stream whose target is not set yet. */
    public Streamed(Map<String, String> headers, EventStream events) {
      this(headers, events, Optional.empty());
    }

    @Override
    public Streamed from(TargetName named) {
      return new Streamed(headers, events, Optional.of(named));
    }
  }

  /**
   * A provider's error, in the client's dialect.
   *
   * @param status the HTTP status to forward
   * @param headers the headers to forward, lower-case names
   * @param body the error body to forward
   */
  record Refused(int status, Map<String, String> headers, Buffer body, Optional<TargetName> target)
      implements LlmReply {
    /** An error whose target is not set yet. */
    public Refused(int status, Map<String, String> headers, Buffer body) {
      this(status, headers, body, Optional.empty());
    }

    @Override
    public Refused from(TargetName named) {
      return new Refused(status, headers, body, Optional.of(named));
    }
  }

  /** There is no reply. */
  record Failed(Failure failure, Optional<TargetName> target) implements LlmReply {
    /** A failure whose target is not set yet, or that has none. */
    public Failed(Failure failure) {
      this(failure, Optional.empty());
    }

    @Override
    public Failed from(TargetName named) {
      return new Failed(failure, Optional.of(named));
    }
  }
}
