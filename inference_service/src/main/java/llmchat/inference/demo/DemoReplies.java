package llmchat.inference.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import llmchat.llm.Dialect;
import llmchat.llm.Usage;
import llmchat.llm.dialect.openai.OpenAi;
import llmchat.llm.json.JsonText;
import tools.jackson.databind.JsonNode;

/** Writes the JSON of one answer of the demo model. */
final class DemoReplies {
  private static final String TEXT_OBJECT = "text_completion";
  private static final int DIMENSIONS = 64;
  private static final int MAX_DIMENSIONS = 4096;

  private final Dialect dialect;
  private final String model;
  private final long created;
  private final String id;

  DemoReplies(Dialect dialect, String model, Instant now) {
    this.dialect = dialect;
    this.model = model;
    this.created = now.getEpochSecond();
    this.id =
        (dialect == OpenAi.COMPLETIONS ? "cmpl-demo" : "chatcmpl-demo")
            + Long.toHexString(ThreadLocalRandom.current().nextLong());
  }

  /** The whole answer. */
  String whole(JsonNode request, List<String> words, Usage usage) {
    if (dialect == OpenAi.EMBEDDINGS) {
      return embeddings(request);
    }
    String text = String.join("", words);
    JsonText answer = choice(dialect == OpenAi.CHAT ? "chat.completion" : TEXT_OBJECT);
    if (dialect == OpenAi.CHAT) {
      answer.beginObject("message").text("role", "assistant").text("content", text);
      answer.none("refusal").endObject();
    } else {
      answer.text("text", text);
    }
    endChoice(answer, Optional.of("stop"));
    return usage(answer, usage).endObject().toString();
  }

  /** One chunk of a stream. */
  String chunk(String word, boolean first) {
    JsonText chunk = choice(chunkObject());
    if (dialect == OpenAi.CHAT) {
      chunk.beginObject("delta");
      if (first) {
        chunk.text("role", "assistant");
      }
      chunk.text("content", word).endObject();
    } else {
      chunk.text("text", word);
    }
    return endChoice(chunk, Optional.empty()).endObject().toString();
  }

  /** The chunk with the finish reason. */
  String finish() {
    JsonText chunk = choice(chunkObject());
    if (dialect == OpenAi.CHAT) {
      chunk.beginObject("delta").endObject();
    } else {
      chunk.text("text", "");
    }
    return endChoice(chunk, Optional.of("stop")).endObject().toString();
  }

  /** The chunk with the usage, for clients that asked for it. */
  String usage(Usage usage) {
    JsonText chunk = head(chunkObject()).beginArray("choices").endArray();
    return usage(chunk, usage).endObject().toString();
  }

  private String chunkObject() {
    return dialect == OpenAi.CHAT ? "chat.completion.chunk" : TEXT_OBJECT;
  }

  private JsonText head(String object) {
    return new JsonText()
        .beginObject()
        .text("id", id)
        .text("object", object)
        .number("created", created)
        .text("model", model);
  }

  /** As far as the text of the one choice. */
  private JsonText choice(String object) {
    return head(object).beginArray("choices").beginObject().number("index", 0);
  }

  private static JsonText endChoice(JsonText answer, Optional<String> finishReason) {
    return answer.none("logprobs").text("finish_reason", finishReason).endObject().endArray();
  }

  private static JsonText usage(JsonText answer, Usage usage) {
    return answer
        .beginObject("usage")
        .number("prompt_tokens", usage.inputTokens())
        .number("completion_tokens", usage.outputTokens())
        .number("total_tokens", usage.inputTokens() + usage.outputTokens())
        .endObject();
  }

  /** How many numbers the answer to a request for embeddings would contain. */
  static long numbers(JsonNode request) {
    return (long) inputs(request.path("input")) * dimensions(request);
  }

  private static int inputs(JsonNode input) {
    return isOne(input) ? 1 : input.size();
  }

  private static boolean isOne(JsonNode input) {
    return input.isString() || input.path(0).isNumber();
  }

  private static int dimensions(JsonNode request) {
    return Math.clamp(request.path("dimensions").asInt(DIMENSIONS), 1, MAX_DIMENSIONS);
  }

  private String embeddings(JsonNode request) {
    JsonNode input = request.path("input");
    boolean base64 = request.path("encoding_format").asString("float").equals("base64");
    int dimensions = dimensions(request);
    JsonText answer = new JsonText().beginObject().text("object", "list").beginArray("data");
    for (int i = 0; i < inputs(input); i++) {
      float[] vector = vector((isOne(input) ? input : input.path(i)).toString(), dimensions);
      answer.beginObject().text("object", "embedding").number("index", i);
      if (base64) {
        answer.text("embedding", Base64.getEncoder().encodeToString(bytes(vector)));
      } else {
        answer.beginArray("embedding");
        for (float number : vector) {
          answer.number(number);
        }
        answer.endArray();
      }
      answer.endObject();
    }
    int tokens = DemoText.tokens(input.toString());
    answer.endArray().text("model", model).beginObject("usage");
    answer.number("prompt_tokens", tokens).number("total_tokens", tokens).endObject();
    return answer.endObject().toString();
  }

  /** The same text always has the same vector, of length one. */
  private static float[] vector(String text, int dimensions) {
    Random random = new Random(text.hashCode());
    float[] vector = new float[dimensions];
    double square = 0;
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextGaussian();
      square += vector[i] * (double) vector[i];
    }
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (vector[i] / Math.sqrt(square));
    }
    return vector;
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }
}
