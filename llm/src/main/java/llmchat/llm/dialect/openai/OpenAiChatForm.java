package llmchat.llm.dialect.openai;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import llmchat.llm.Dialect;
import llmchat.llm.Failure;
import llmchat.llm.LlmReply;
import llmchat.llm.Usage;
import llmchat.llm.chat.ChatAnswer;
import llmchat.llm.chat.ChatForm;
import llmchat.llm.chat.ChatPrompt;
import llmchat.llm.chat.Turn;
import llmchat.llm.json.JsonTree;
import llmchat.llm.json.Splice;
import tools.jackson.databind.JsonNode;

/** Conversations as OpenAI's chat completions. */
public final class OpenAiChatForm implements ChatForm {
  /** The prefix of each event. */
  private static final String FIELD = "data: ";

  @Override
  public Dialect dialect() {
    return OpenAi.CHAT;
  }

  @Override
  public Buffer body(ChatPrompt prompt, boolean stream) {
    StringBuilder json = new StringBuilder(256);
    json.append("{\"model\":").append(Splice.quoted(prompt.model()));
    json.append(stream ? ",\"stream\":true" : "").append(",\"messages\":[");
    if (!prompt.systemPrompt().isEmpty()) {
      add(json, "system", prompt.systemPrompt());
    }
    for (Turn turn : prompt.turns()) {
      add(json, turn.role().text(), turn.text());
    }
    return Buffer.buffer(json.append("]}").toString());
  }

  private static void add(StringBuilder json, String role, String text) {
    json.append(json.charAt(json.length() - 1) == '[' ? "" : ",");
    json.append("{\"role\":").append(Splice.quoted(role));
    json.append(",\"content\":").append(Splice.quoted(text)).append('}');
  }

  @Override
  public ChatAnswer answer(LlmReply reply) {
    return switch (reply) {
      case LlmReply.Failed failed -> new ChatAnswer.None(failed.failure());
      case LlmReply.Refused refused ->
          new ChatAnswer.Refused(refused.status(), errorText(refused.body()));
      case LlmReply.Whole whole -> text(whole.body(), whole.usage());
      case LlmReply.Streamed streamed -> {
        streamed.events().cancel();
        yield none("it sent a stream that was not requested");
      }
    };
  }

  private static ChatAnswer text(Buffer body, Usage usage) {
    JsonNode message = JsonTree.read(body.getBytes()).path("choices").path(0).path("message");
    JsonNode content = message.path("content");
    JsonNode refusal = message.path("refusal");
    if (content.isString() || refusal.isString()) {
      return new ChatAnswer.Text((content.isString() ? content : refusal).asString(), usage);
    }
    return none("the response has no text");
  }

  private static ChatAnswer none(String problem) {
    return new ChatAnswer.None(new Failure.UpstreamBroken(problem));
  }

  @Override
  public List<String> deltas(Buffer events) {
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

  /** Builds a tree for each event, unlike the relay, because the text has to be decoded anyway. */
  private static String delta(byte[] chunk) {
    return JsonTree.read(chunk).path("choices").path(0).path("delta").path("content").asString("");
  }

  @Override
  public String errorText(Buffer error) {
    return JsonTree.read(error.getBytes())
        .path("error")
        .path("message")
        .asString("The provider reported an error.");
  }
}
