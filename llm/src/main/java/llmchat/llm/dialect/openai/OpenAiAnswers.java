package llmchat.llm.dialect.openai;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Map;
import llmchat.llm.Failure;
import llmchat.llm.LlmReply;
import llmchat.llm.Usage;
import llmchat.llm.json.MalformedJsonException;

/** Makes the reply for a response below 400: checks that it is one JSON object, reads its usage. */
final class OpenAiAnswers {
  private OpenAiAnswers() {}

  static LlmReply reply(int status, Map<String, String> headers, Buffer body) {
    AnswerReader answer = new AnswerReader();
    var bytes = ((BufferInternal) body).getByteBuf();
    try {
      int from = bytes.arrayOffset() + bytes.readerIndex();
      answer.read(bytes.array(), from, from + body.length());
    } catch (MalformedJsonException e) {
      return new LlmReply.Failed(
          new Failure.UpstreamBroken("the answer was not a JSON object: " + e.getMessage()));
    }
    if (answer.error()) {
      // Some servers report an error with status 200.
      return new LlmReply.Refused(status, headers, body);
    }
    Usage usage = answer.hasUsage() ? answer.usage() : Usage.NONE;
    return new LlmReply.Whole(status, headers, body, usage);
  }
}
