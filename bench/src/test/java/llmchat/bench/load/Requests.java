package llmchat.bench.load;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Requests to a port. */
final class Requests {
  private Requests() {}

  static Request plain(int port) {
    return request(port, "false");
  }

  static Request stream(int port) {
    return request(port, "true");
  }

  private static Request request(int port, String stream) {
    return new Request(
        port,
        "/v1/chat/completions",
        List.of("Authorization: Bearer key"),
        Buffer.buffer("{\"model\":\"m\",\"messages\":[],\"stream\":" + stream + "}"));
  }
}
