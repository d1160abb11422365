package llmchat.llm.chat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import llmchat.llm.Failure;
import llmchat.llm.LlmReply;
import llmchat.llm.Usage;
import llmchat.llm.json.JsonTree;
import tools.jackson.databind.JsonNode;

/** The text in a reply to a chat call. */
public sealed interface ChatAnswer {
  /** What each event begins with. */
  String FIELD = "data: ";

  /** The model said this. */
  record Text(String text, Usage usage) implements ChatAnswer {}

  /** The provider refused with its own words. */
  record Refused(int status, String detail) implements ChatAnswer {}

  /** There is no answer. */
  record None(Failure failure) implements ChatAnswer {}

  /** Reads a whole reply; a streamed one has no text yet and counts as broken. */
  static ChatAnswer of(LlmReply reply) {
    return switch (reply) {
      case LlmReply.Failed(Failure failure) -> new None(failure);
      case LlmReply.Whole(int status, var headers, Buffer body, Usage usage) ->
          status < 400 ? text(body, usage) : new Refused(status, errorText(body));
      case LlmReply.Streamed streamed -> {
        streamed.events().cancel();
        yield new None(new Failure.UpstreamBroken("it sent a stream that was not requested"));
      }
    };
  }

  /** What an error object of OpenAI's shape says. */
  static String errorText(Buffer error) {
    return JsonTree.read(error.getBytes())
        .path("error")
        .path("message")
        .asString("The provider reported an error.");
  }

  /** The texts that whole events of a stream add, one for each event that adds any. */
  static List<String> deltas(Buffer events) {
    List<String> texts = new ArrayList<>(1);
    int from = 0;
    for (int i = 0; i < events.length(); i++) {
      if (events.getByte(i) == '\n') {
        if (i > from + FIELD.length()) {
          String text = delta(events.getBytes(from + FIELD.length(), i));
          if (!text.isEmpty()) {
            texts.add(text);
          }
        }
        from = i + 1;
      }
    }
    return texts;
  }

  /** The text that one chunk of a stream adds, possibly none. */
  static String delta(byte[] chunk) {
    return JsonTree.read(chunk).path("choices").path(0).path("delta").path("content").asString("");
  }

  private static ChatAnswer text(Buffer body, Usage usage) {
    JsonNode message = JsonTree.read(body.getBytes()).path("choices").path(0).path("message");
    JsonNode content = message.path("content");
    JsonNode refusal = message.path("refusal");
    if (content.isString() || refusal.isString()) {
      return new Text((content.isString() ? content : refusal).asString(), usage);
    }
    return new None(new Failure.UpstreamBroken("the response has no text"));
  }
}
