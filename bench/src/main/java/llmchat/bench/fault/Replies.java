package llmchat.bench.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import llmchat.testkit.Bytes;
import llmchat.testkit.Part;
import llmchat.testkit.Reply;

/** The bytes of what the upstream answers. */
final class Replies {
  private static final Duration BETWEEN = Duration.ofMillis(30);

  /**
   * A completion as no library would write it: unknown fields, numbers that a double does not hold
   * or that are written in an unusual way, blanks.
   */
  static final String JSON =
      """
      {"id": "chatcmpl-0123456789","object":"chat.completion","created":1764000000,\
      "model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant",\
      "content":"The sea is wide, caf\\u00e9 \\/ calm.","refusal":null,"annotations":[]},\
      "logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":24,\
      "completion_tokens":9,"total_tokens":33,"x_cost":0.70},"service_tier":"default",\
      "x_number":9007199254740993,"system_fingerprint":"fp_0123456789"}
      """;

  /** Text that comes with the last chunk before a fault, and not earlier. */
  static final String WORD_BEFORE_FAULT = word(3);

  private static final int FLOWING_CHUNKS = 600;

  private Replies() {}

  /** What an upstream does that behaves like that. */
  static Reply of(Behaviour behaviour) {
    return switch (behaviour) {
      case ANSWER -> Reply.json(200, JSON);
      case STREAM -> stream(3, last());
      case CUT -> stream(3, Part.Cut.FIN);
      case RESET -> stream(3, Part.Cut.RST);
      case STALL -> stream(3, Part.Cut.STALL);
      case FLOW -> stream(FLOWING_CHUNKS, last());
      case WAIT -> Reply.silence();
    };
  }

  /** The body of {@link Behaviour#STREAM}, without the transfer's frames. */
  static String streamed() {
    return String.join("", events(3)) + last().utf8();
  }

  /** Chunks and an ending, each in a write of its own. */
  private static Reply stream(int chunks, Part ending) {
    List<Part> parts = new ArrayList<>();
    events(chunks).forEach(event -> parts.add(Bytes.utf8(event)));
    parts.add(ending);
    return Reply.events(parts.toArray(Part[]::new)).paced(BETWEEN);
  }

  private static String word(int number) {
    return "word-" + number + " ";
  }

  private static List<String> events(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            number -> event("{\"content\":\"" + word(number) + "\",\"x_note\":1.0}", "null", ""))
        .toList();
  }

  /** Finish reason, usage and {@code [DONE]}. */
  private static Bytes last() {
    return Bytes.utf8(
        event("{}", "\"stop\"", ",\"usage\":null")
            + """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,\
            "model":"gpt-4o-mini-2024-07-18","choices":[],\
            "usage":{"prompt_tokens":24,"completion_tokens":3,"total_tokens":27}}

            data: [DONE]

            """);
  }

  private static String event(String delta, String finish, String more) {
    return """
    data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,\
    "model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_1",\
    "choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]%s}

    """
        .formatted(delta, finish, more);
  }
}
