package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.List;
import llmchat.bench.wire.Loop;

/**
 * A POST to 127.0.0.1, sent once or again and again.
 *
 * @param headers whole lines such as {@code Authorization: Bearer x}, without Host, Content-Length
 *     and Content-Type
 * @param body of the type, in ASCII
 */
public record Request(int port, String path, List<String> headers, String type, String body) {
  /** Copies the list. */
  public Request {
    headers = List.copyOf(headers);
  }

  /** With a body in JSON. */
  public Request(int port, String path, List<String> headers, String body) {
    this(port, path, headers, "application/json", body);
  }

  /** As it goes over the wire. */
  public String text() {
    String lines = String.join("", headers.stream().map(line -> line + "\r\n").toList());
    return """
    POST %s HTTP/1.1\r
    Host: 127.0.0.1:%d\r
    Content-Type: %s\r
    Content-Length: %d\r
    %s\r
    %s\
    """
        .formatted(path, port, type, body.length(), lines, body);
  }

  /** The same as bytes, to be made once. */
  ByteBuf encoded() {
    return Loop.encoded(text());
  }
}
