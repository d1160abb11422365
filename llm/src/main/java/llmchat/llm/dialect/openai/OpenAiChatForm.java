package llmchat.llm.dialect.openai;

import static llmchat.llm.json.JsonPath.FIRST;

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
import llmchat.llm.json.JsonPath;
import llmchat.llm.json.JsonText;

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
    JsonText json = new JsonText().beginObject().text("model", prompt.model());
    if (stream) {
      json.flag("stream", true);
    }
    json.beginArray("messages");
    if (!prompt.systemPrompt().isEmpty()) {
      add(json, "system", prompt.systemPrompt());
    }
    for (Turn turn : prompt.turns()) {
      add(json, turn.role().text(), turn.text());
    }
    return json.endArray().endObject().toBuffer();
  }

  private static void add(JsonText json, String role, String text) {
    json.beginObject().text("role", role).text("content", text).endObject();
  }

  @Override
  public ChatAnswer answer(LlmReply reply) {
    return switch (reply) {
      case LlmReply.Failed failed -> new ChatAnswer.None(failed.failure());
      case LlmReply.Refused refused ->
          new ChatAnswer.Refused(errorStatus(refused.status()), errorText(refused.body()));
      case LlmReply.Whole whole -> text(whole.body(), whole.usage());
      case LlmReply.Streamed streamed -> {
        streamed.events().cancel();
        yield none("it sent a stream that was not requested");
      }
    };
  }

  /** Some servers report an error with status 200, which would make an answer of it. */
  private static int errorStatus(int status) {
    return status < 400 ? 502 : status;
  }

  private static ChatAnswer text(Buffer body, Usage usage) {
    return JsonPath.text(body, "choices", FIRST, "message", "content")
        .or(() -> JsonPath.text(body, "choices", FIRST, "message", "refusal"))
        .<ChatAnswer>map(text -> new ChatAnswer.Text(text, usage))
        .orElseGet(() -> none("the response has no text"));
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
          JsonPath.text(
                  events.slice(from + FIELD.length(), i), "choices", FIRST, "delta", "content")
              .filter(text -> !text.isEmpty())
              .ifPresent(texts::add);
        }
        from = i + 1;
      }
    }
    return texts;
  }

  @Override
  public String errorText(Buffer error) {
    return JsonPath.text(error, "error", "message").orElse("The provider reported an error.");
  }
}
