package llmchat.bench.load;

import static llmchat.bench.wire.ByteScan.ascii;

import io.netty.buffer.ByteBuf;
import llmchat.bench.wire.Loop;

/** A request's bytes as they go over the wire, made once. */
final class EncodedRequest {
  private EncodedRequest() {}

  static ByteBuf of(Request request) {
    var head = new StringBuilder();
    head.append("POST ").append(request.path()).append(" HTTP/1.1\r\n");
    head.append("Host: 127.0.0.1:").append(request.port()).append("\r\n");
    head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: ").append(request.body().length()).append("\r\n");
    request.headers().forEach(line -> head.append(line).append("\r\n"));
    var first = ascii(head.append("\r\n").toString());
    var bytes = new byte[first.length + request.body().length()];
    System.arraycopy(first, 0, bytes, 0, first.length);
    request.body().getBytes(bytes, first.length);
    return Loop.encoded(bytes);
  }
}
