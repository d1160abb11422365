package llmchat.bench.upstream;

import io.netty.buffer.ByteBuf;
import llmchat.bench.wire.Loop;

/** The bytes of every answer that is no stream; each is written as a duplicate. */
final class Answers {
  static final ByteBuf COMPLETION =
      json(
          "200 OK",
          """
          {
            "id": "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
            "object": "chat.completion",
            "created": 1741569952,
            "model": "gpt-4o-mini-2024-07-18",
            "choices": [
              {
                "index": 0,
                "message": {
                  "role": "assistant",
                  "content": "The sea is wide and grey and never quite still, all day and all night.",
                  "refusal": null,
                  "annotations": []
                },
                "logprobs": null,
                "finish_reason": "stop"
              }
            ],
            "usage": {
              "prompt_tokens": 31,
              "completion_tokens": 12,
              "total_tokens": 43,
              "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
              "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0}
            },
            "service_tier": "default"
          }
          """);

  static final ByteBuf MODELS =
      json(
          "200 OK",
          """
          {"object": "list", "data": [{"id": "gpt-4o-mini", "object": "model", \
          "created": 1721172741, "owned_by": "bench"}]}
          """);

  static final ByteBuf NOT_FOUND =
      json(
          "404 Not Found",
          """
          {"error": {"message": "Unknown path", "type": "invalid_request_error", \
          "param": null, "code": null}}
          """);

  private Answers() {}

  private static ByteBuf json(String status, String body) {
    var head =
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, body.length());
    return Loop.encoded(head + body);
  }
}
