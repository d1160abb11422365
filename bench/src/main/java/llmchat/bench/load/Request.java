package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.List;
import llmchat.bench.wire.Loop;

/**
 * What is sent again and again.
 *
 * @param port on 127.0.0.1
 * @param headers whole lines such as {@code Authorization: Bearer x}, without Host, Content-Length
 *     and Content-Type
 * @param body JSON in ASCII
 */
public record Request(int port, String path, List<String> headers, String body) {
  /** Copies the list. */
  public Request {
    headers = List.copyOf(headers);
  }

  /** Its bytes as they go over the wire, to be made once. */
  ByteBuf encoded() {
    String lines = String.join("", headers.stream().map(line -> line + "\r\n").toList());
    return Loop.encoded(
        """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Content-Type: application/json\r
        Content-Length: %d\r
        %s\r
        %s\
        """
            .formatted(path, port, body.length(), lines, body));
  }
}
