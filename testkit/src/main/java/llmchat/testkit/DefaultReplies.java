package llmchat.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a well-behaved provider answers: chat and text completions (streamed when asked, with the
 * usage chunk when asked), embeddings as numbers or base64, the list of models, errors as OpenAI
 * shapes them.
 */
public final class DefaultReplies implements Function<RecordedRequest, Reply> {
  /** The text of every answer, also when it comes in two chunks. */
  public static final String TEXT = "Hello there";

  public static final int PROMPT_TOKENS = 9;
  public static final int COMPLETION_TOKENS = 2;

  @Override
  public Reply apply(RecordedRequest request) {
    if (request.method().equals("GET") && request.path().endsWith("/models")) {
      return models();
    }
    try {
      return post(request.path(), request.json());
    } catch (JacksonException e) {
      return error(400, "We could not parse the JSON body of your request.");
    }
  }

  private static Reply post(String path, JsonNode body) {
    if (path.endsWith("/chat/completions")) {
      return body.path("stream").asBoolean(false) ? chatStream(body) : chat();
    }
    if (path.endsWith("/completions")) {
      return body.path("stream").asBoolean(false) ? textStream() : text();
    }
    if (path.endsWith("/embeddings")) {
      return embeddings(body);
    }
    return error(404, "Invalid URL (" + path + ")");
  }

  private static Reply chat() {
    return Reply.json(200, OpenAi.completion(TEXT, PROMPT_TOKENS, COMPLETION_TOKENS));
  }

  private static Reply chatStream(JsonNode body) {
    Bytes usage =
        body.path("stream_options").path("include_usage").asBoolean(false)
            ? OpenAi.usage(PROMPT_TOKENS, COMPLETION_TOKENS)
            : Bytes.EMPTY;
    return Reply.events(
        OpenAi.role(),
        OpenAi.chunk("Hello"),
        OpenAi.chunk(" there"),
        OpenAi.finish("stop"),
        usage,
        OpenAi.done());
  }

  private static Reply text() {
    return Reply.json(200, OpenAi.textCompletion(TEXT, PROMPT_TOKENS, COMPLETION_TOKENS));
  }

  private static Reply textStream() {
    return Reply.events(
        OpenAi.event(OpenAi.textCompletion(TEXT, PROMPT_TOKENS, COMPLETION_TOKENS)), OpenAi.done());
  }

  private static Reply embeddings(JsonNode body) {
    JsonNode input = body.path("input");
    boolean many = input.isArray() && !input.path(0).isNumber();
    boolean base64 = body.path("encoding_format").asString("float").equals("base64");
    List<String> items =
        IntStream.range(0, many ? input.size() : 1).mapToObj(i -> embedding(i, base64)).toList();
    return Reply.json(200, OpenAi.embeddings(items, PROMPT_TOKENS));
  }

  /** The vector (index, 0.5, -2): exact in float32, so that every decoder gives the same. */
  private static String embedding(int index, boolean base64) {
    if (!base64) {
      return "[" + index + ".0,0.5,-2.0]";
    }
    var floats = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    floats.putFloat(index).putFloat(0.5f).putFloat(-2f);
    return OpenAi.quoted(Base64.getEncoder().encodeToString(floats.array()));
  }

  private static Reply models() {
    return Reply.json(
        200,
        """
        {"object":"list","data":[{"id":"scripted-model","object":"model",\
        "created":1700000000,"owned_by":"testkit"}]}\
        """);
  }

  private static Reply error(int status, String message) {
    return Reply.json(status, OpenAi.error(message, "invalid_request_error", null));
  }
}
