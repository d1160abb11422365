package llmchat.bench.upstream;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import llmchat.bench.wire.Loop;

/**
 * The bytes of a stream: the head, the numbered events, the end. Each event is one chunk of the
 * transfer coding and is encoded once, however many streams write it.
 */
final class StreamFrames {
  static final ByteBuf HEAD =
      Loop.encoded(
          """
          HTTP/1.1 200 OK\r
          Content-Type: text/event-stream; charset=utf-8\r
          Cache-Control: no-cache\r
          Transfer-Encoding: chunked\r
          \r
          """);

  private static final String STOP =
      event(
          "\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]");
  private static final String USAGE =
      event(
          "\"choices\":[],\"usage\":{\"prompt_tokens\":31,\"completion_tokens\":12,\"total_tokens\":43}");
  private static final String DONE = "data: [DONE]\n\n";

  /** Finish reason and {@code [DONE]}. */
  static final ByteBuf END = Loop.encoded(chunk(STOP) + chunk(DONE) + chunk(""));

  /** The same with a usage chunk between. */
  static final ByteBuf END_WITH_USAGE =
      Loop.encoded(chunk(STOP) + chunk(USAGE) + chunk(DONE) + chunk(""));

  private final List<ByteBuf> events = new ArrayList<>();

  /** The event with this number, from 1. */
  ByteBuf event(int number) {
    while (events.size() < number) {
      events.add(Loop.encoded(chunk(numbered(events.size() + 1))));
    }
    return events.get(number - 1);
  }

  private static String numbered(int number) {
    var role = number == 1 ? "\"role\":\"assistant\"," : "";
    return event(
        "\"choices\":[{\"index\":0,\"delta\":{"
            + role
            + "\"content\":\""
            + number
            + " word\"},\"logprobs\":null,\"finish_reason\":null}]");
  }

  private static String event(String choices) {
    return "data: {\"id\":\"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG\","
        + "\"object\":\"chat.completion.chunk\",\"created\":1741570283,"
        + "\"model\":\"gpt-4o-mini-2024-07-18\",\"system_fingerprint\":\"fp_06737a9306\","
        + choices
        + "}\n\n";
  }

  /** As one chunk of the transfer coding; the empty text ends it. */
  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }
}
