package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** What came back for a call: all of it, a stream of it, or the reason why there is none. */
public sealed interface LlmReply {
  /**
   * A whole answer, also an error that the provider worded in the client's own dialect.
   *
   * @param status the HTTP status to pass on
   * @param headers the headers to pass on, lower-case names
   * @param body the bytes to pass on
   * @param usage what the answer says it used, {@link Usage#NONE} for errors
   */
  record Whole(int status, Map<String, String> headers, Buffer body, Usage usage)
      implements LlmReply {}

  /**
   * A stream whose first event is at hand; nothing flows until it is started.
   *
   * @param headers the headers to pass on, lower-case names
   */
  record Streamed(Map<String, String> headers, EventStream events) implements LlmReply {}

  /** No answer. */
  record Failed(Failure failure) implements LlmReply {}
}
