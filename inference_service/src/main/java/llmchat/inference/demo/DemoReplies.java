package llmchat.inference.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import llmchat.llm.Dialect;
import llmchat.llm.Usage;
import llmchat.llm.dialect.openai.OpenAi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON of one answer of the demo model. */
final class DemoReplies {
  private static final JsonMapper JSON = JsonMapper.shared();
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
    ObjectNode answer = head(dialect == OpenAi.CHAT ? "chat.completion" : null);
    ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
    if (dialect == OpenAi.CHAT) {
      choice.putObject("message").put("role", "assistant").put("content", text).putNull("refusal");
    } else {
      choice.put("text", text);
    }
    choice.putNull("logprobs").put("finish_reason", "stop");
    putUsage(answer, usage);
    return answer.toString();
  }

  /** One chunk of a stream. */
  String chunk(String word, boolean first) {
    ObjectNode chunk = head(dialect == OpenAi.CHAT ? "chat.completion.chunk" : null);
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    if (dialect == OpenAi.CHAT) {
      ObjectNode delta = choice.putObject("delta");
      if (first) {
        delta.put("role", "assistant");
      }
      delta.put("content", word);
    } else {
      choice.put("text", word);
    }
    choice.putNull("logprobs").putNull("finish_reason");
    return chunk.toString();
  }

  /** The chunk with the finish reason. */
  String finish() {
    ObjectNode chunk = head(dialect == OpenAi.CHAT ? "chat.completion.chunk" : null);
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    if (dialect == OpenAi.CHAT) {
      choice.putObject("delta");
    } else {
      choice.put("text", "");
    }
    choice.putNull("logprobs").put("finish_reason", "stop");
    return chunk.toString();
  }

  /** The chunk with the usage, for clients that asked for it. */
  String usage(Usage usage) {
    ObjectNode chunk = head(dialect == OpenAi.CHAT ? "chat.completion.chunk" : null);
    chunk.putArray("choices");
    putUsage(chunk, usage);
    return chunk.toString();
  }

  private ObjectNode head(@Nullable String object) {
    return JSON.createObjectNode()
        .put("id", id)
        .put("object", object == null ? "text_completion" : object)
        .put("created", created)
        .put("model", model);
  }

  private static void putUsage(ObjectNode answer, Usage usage) {
    answer
        .putObject("usage")
        .put("prompt_tokens", usage.inputTokens())
        .put("completion_tokens", usage.outputTokens())
        .put("total_tokens", usage.inputTokens() + usage.outputTokens());
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
    ObjectNode answer = JSON.createObjectNode().put("object", "list");
    ArrayNode data = answer.putArray("data");
    for (int i = 0; i < inputs(input); i++) {
      float[] vector = vector((isOne(input) ? input : input.path(i)).toString(), dimensions);
      ObjectNode item = data.addObject().put("object", "embedding").put("index", i);
      if (base64) {
        item.put("embedding", Base64.getEncoder().encodeToString(bytes(vector)));
      } else {
        ArrayNode numbers = item.putArray("embedding");
        for (float number : vector) {
          numbers.add(number);
        }
      }
    }
    int tokens = DemoText.tokens(input.toString());
    answer.put("model", model);
    answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
    return answer.toString();
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
