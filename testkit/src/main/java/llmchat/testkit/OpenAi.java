package llmchat.testkit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes that an OpenAI-like provider sends: whole answers as JSON text, and events as one
 * {@code data:} line with the empty line after it. All carry the same id, time and model.
 */
public final class OpenAi {
  public static final String MODEL = "scripted-model";
  private static final String CHUNK =
      "{\"id\":\"chatcmpl-scripted\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
          + "\"model\":\"scripted-model\",\"choices\":[%s],\"usage\":%s}";

  private OpenAi() {}

  /** {@code data: json} and an empty line. */
  public static Bytes event(String json) {
    return Bytes.utf8("data: " + json + "\n\n");
  }

  /** The first chunk, which names the role and has no text. */
  public static Bytes role() {
    return choice("{\"role\":\"assistant\",\"content\":\"\"}", "null");
  }

  /** A chunk of text. */
  public static Bytes chunk(String content) {
    return choice("{\"content\":" + quoted(content) + "}", "null");
  }

  /** The last chunk of a choice, for example with {@code stop}. */
  public static Bytes finish(String reason) {
    return choice("{}", quoted(reason));
  }

  /** The extra chunk of {@code stream_options.include_usage}: no choices, the usage. */
  public static Bytes usage(int promptTokens, int completionTokens) {
    return event(CHUNK.formatted("", usageObject(promptTokens, completionTokens)));
  }

  /** An error inside a stream, as data alone. */
  public static Bytes errorEvent(String message, String type) {
    return event(error(message, type, null));
  }

  /** A comment ended by a single newline, as keep-alives are sent. */
  public static Bytes comment(String text) {
    return Bytes.utf8(": " + text + "\n");
  }

  public static Bytes done() {
    return event("[DONE]");
  }

  /** A chat completion that stopped by itself, with usage. */
  public static String completion(String content, int promptTokens, int completionTokens) {
    return """
    {"id":"chatcmpl-scripted","object":"chat.completion","created":1700000000,\
    "model":"scripted-model","choices":[{"index":0,"message":{"role":"assistant",\
    "content":%s,"refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":%s}\
    """
        .formatted(quoted(content), usageObject(promptTokens, completionTokens));
  }

  /** An answer of the older completions route. */
  public static String textCompletion(String text, int promptTokens, int completionTokens) {
    return """
    {"id":"cmpl-scripted","object":"text_completion","created":1700000000,\
    "model":"scripted-model","choices":[{"index":0,"text":%s,"logprobs":null,\
    "finish_reason":"stop"}],"usage":%s}\
    """
        .formatted(quoted(text), usageObject(promptTokens, completionTokens));
  }

  /** An embeddings answer; each item is JSON as it stands: a list of numbers or a string. */
  public static String embeddings(List<String> items, int promptTokens) {
    String data =
        IntStream.range(0, items.size())
            .mapToObj(i -> embedding(i, items.get(i)))
            .collect(Collectors.joining(","));
    return """
    {"object":"list","data":[%s],"model":"scripted-model",\
    "usage":{"prompt_tokens":%d,"total_tokens":%d}}\
    """
        .formatted(data, promptTokens, promptTokens);
  }

  /** An error object; a code of {@code null} is sent as such. */
  public static String error(String message, String type, @Nullable String code) {
    return """
    {"error":{"message":%s,"type":%s,"param":null,"code":%s}}\
    """
        .formatted(quoted(message), quoted(type), code == null ? "null" : quoted(code));
  }

  private static String embedding(int index, String vector) {
    return "{\"object\":\"embedding\",\"index\":%d,\"embedding\":%s}".formatted(index, vector);
  }

  static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private static String usageObject(int promptTokens, int completionTokens) {
    return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
        .formatted(promptTokens, completionTokens, promptTokens + completionTokens);
  }

  private static Bytes choice(String delta, String finishReason) {
    String choice =
        "{\"index\":0,\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}"
            .formatted(delta, finishReason);
    return event(CHUNK.formatted(choice, "null"));
  }
}
