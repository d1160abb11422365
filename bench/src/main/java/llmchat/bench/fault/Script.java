package llmchat.bench.fault;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bytes of one behaviour.
 *
 * @param parts written one after the other
 * @param pause between two parts, and between the last and the ending
 */
record Script(List<Buffer> parts, Duration pause, Ending ending) {
  private static final Duration SHORT = Duration.ofMillis(30);
  private static final Duration FLOW_PAUSE = Duration.ofMillis(50);
  private static final int FLOW_CHUNKS = 400;
  private static final int CHUNKS_BEFORE_FAULT = 3;

  private static final Buffer STREAM_HEAD =
      Buffer.buffer(
          """
          HTTP/1.1 200 OK\r
          Content-Type: text/event-stream\r
          Cache-Control: no-cache\r
          Transfer-Encoding: chunked\r
          \r
          """);

  /**
   * A completion as no library would write it: unknown fields, numbers that a double does not hold
   * or that are written in an unusual way, blanks.
   */
  static final String ANSWER =
      """
      {"id": "chatcmpl-0123456789","object":"chat.completion","created":1764000000,\
      "model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant",\
      "content":"The sea is wide, caf\\u00e9 \\/ calm.","refusal":null,"annotations":[]},\
      "logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":24,\
      "completion_tokens":9,"total_tokens":33,"x_cost":0.70},"service_tier":"default",\
      "x_number":9007199254740993,"system_fingerprint":"fp_0123456789"}
      """;

  static final String MODELS =
      """
      {"object":"list","data":[{"id":"gpt-4o-mini","object":"model","created":1721172741,\
      "owned_by":"system"}]}
      """;

  /** What follows the last part. */
  enum Ending {
    KEEP_ALIVE,
    FIN,
    RST
  }

  /** The script of a behaviour. */
  static Script of(Behaviour behaviour) {
    return switch (behaviour) {
      case ANSWER -> json(ANSWER);
      case STREAM -> new Script(whole(CHUNKS_BEFORE_FAULT), SHORT, Ending.KEEP_ALIVE);
      case CUT -> new Script(begun(CHUNKS_BEFORE_FAULT), SHORT, Ending.FIN);
      case RESET -> new Script(begun(CHUNKS_BEFORE_FAULT), SHORT, Ending.RST);
      case STALL -> new Script(begun(CHUNKS_BEFORE_FAULT), SHORT, Ending.KEEP_ALIVE);
      case FLOW -> new Script(whole(FLOW_CHUNKS), FLOW_PAUSE, Ending.KEEP_ALIVE);
      case WAIT -> new Script(List.of(), SHORT, Ending.KEEP_ALIVE);
    };
  }

  /** One whole JSON answer. */
  static Script json(String body) {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return new Script(List.of(Buffer.buffer(head + body)), SHORT, Ending.KEEP_ALIVE);
  }

  /** The body of {@link Behaviour#STREAM}, without the transfer's frames. */
  static String streamed() {
    return String.join("", events(CHUNKS_BEFORE_FAULT)) + last();
  }

  /** Text that comes with the last chunk before a fault, and not earlier. */
  static String wordBeforeFault() {
    return word(CHUNKS_BEFORE_FAULT);
  }

  private static List<Buffer> begun(int chunks) {
    List<Buffer> parts = new ArrayList<>();
    parts.add(STREAM_HEAD);
    events(chunks).forEach(event -> parts.add(framed(event)));
    return List.copyOf(parts);
  }

  private static List<Buffer> whole(int chunks) {
    List<Buffer> parts = new ArrayList<>(begun(chunks));
    parts.add(framed(last()).appendString("0\r\n\r\n"));
    return List.copyOf(parts);
  }

  private static Buffer framed(String event) {
    return Buffer.buffer(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
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

  private static String last() {
    return event("{}", "\"stop\"", ",\"usage\":null")
        + """
        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,\
        "model":"gpt-4o-mini-2024-07-18","choices":[],\
        "usage":{"prompt_tokens":24,"completion_tokens":3,"total_tokens":27}}

        data: [DONE]

        """;
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
