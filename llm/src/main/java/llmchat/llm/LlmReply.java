package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/**
 * What came back for a call: all of it, a stream of it, a provider's refusal, or the reason why
 * there is nothing.
 */
public sealed interface LlmReply {
  /** Who answered; empty until a router has named its target. */
  Optional<TargetName> target();

  /** The same reply as that target's. */
  LlmReply from(TargetName target);

  /**
   * A whole answer.
   *
   * @param status the HTTP status to pass on, below 400
   * @param headers the headers to pass on, lower-case names
   * @param body the bytes to pass on
   * @param usage what the answer says it used
   */
  record Whole(
      int status,
      Map<String, String> headers,
      Buffer body,
      Usage usage,
      Optional<TargetName> target)
      implements LlmReply {
    /** An answer whose target is not named yet. */
    public Whole(int status, Map<String, String> headers, Buffer body, Usage usage) {
      this(status, headers, body, usage, Optional.empty());
    }

    @Override
    public Whole from(TargetName named) {
      return new Whole(status, headers, body, usage, Optional.of(named));
    }
  }

  /**
   * A stream whose first event is at hand; nothing flows until it is started.
   *
   * @param headers the headers to pass on, lower-case names
   */
  record Streamed(Map<String, String> headers, EventStream events, Optional<TargetName> target)
      implements LlmReply {
    /** A stream whose target is not named yet. */
    public Streamed(Map<String, String> headers, EventStream events) {
      this(headers, events, Optional.empty());
    }

    @Override
    public Streamed from(TargetName named) {
      return new Streamed(headers, events, Optional.of(named));
    }
  }

  /**
   * A provider's refusal, worded in the client's dialect. Another target might answer.
   *
   * @param status the HTTP status to pass on
   * @param headers the headers to pass on, lower-case names
   * @param body the error to pass on
   */
  record Refused(int status, Map<String, String> headers, Buffer body, Optional<TargetName> target)
      implements LlmReply {
    /** A refusal of a target that is not named yet. */
    public Refused(int status, Map<String, String> headers, Buffer body) {
      this(status, headers, body, Optional.empty());
    }

    @Override
    public Refused from(TargetName named) {
      return new Refused(status, headers, body, Optional.of(named));
    }
  }

  /** No answer. */
  record Failed(Failure failure, Optional<TargetName> target) implements LlmReply {
    /** A failure of a target that is not named yet, or of none. */
    public Failed(Failure failure) {
      this(failure, Optional.empty());
    }

    @Override
    public Failed from(TargetName named) {
      return new Failed(failure, Optional.of(named));
    }
  }
}
