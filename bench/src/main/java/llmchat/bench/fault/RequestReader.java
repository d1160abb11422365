package llmchat.bench.fault;

import io.vertx.core.buffer.Buffer;
import java.util.function.BiConsumer;
import llmchat.bench.wire.MessageHead;
import llmchat.bench.wire.MessageParser;
import llmchat.bench.wire.MessageSink;

/**
 * Collects the requests of one connection, each with its whole body. Runs on the connection's event
 * loop.
 */
final class RequestReader implements MessageSink {
  private final MessageParser parser = MessageParser.ofRequests(this);
  private final BiConsumer<String, Buffer> whole;
  private String head = "";
  private Buffer body = Buffer.buffer();

  /** Tells head and body of each request once it is there. */
  RequestReader(BiConsumer<String, Buffer> whole) {
    this.whole = whole;
  }

  /** Takes what the connection has received. */
  void take(Buffer bytes) {
    var _ = parser.feed(bytes.getBytes(), 0, bytes.length());
  }

  @Override
  public void head(MessageHead begun) {
    head = begun.text();
    body = Buffer.buffer();
  }

  @Override
  public void body(byte[] bytes, int from, int to) {
    body.appendBytes(bytes, from, to - from);
  }

  @Override
  public boolean end() {
    whole.accept(head, body);
    return true;
  }
}
