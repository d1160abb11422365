package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import llmchat.bench.wire.Loop;

/**
 * One place at the subject for plain calls: a connection that is replaced when it ends, and the
 * judgement of each answer. On the loop's thread.
 */
final class Caller implements ClientConnection.Owner {
  /** Whose calls it makes. */
  interface Master {
    /** The caller has a connection and nothing to do. */
    void idle(Caller caller);

    /** The answer is right; the caller will be idle again. */
    void right(Caller caller);

    /** The answer is wrong or did not come. */
    void wrong(String reason);

    /** It lost its connection; it will be idle again on another. */
    default void gone(Caller caller) {}
  }

  private static final long RETRY_MILLIS = 10;

  private final Loop loop;
  private final int port;
  private final Length expected;
  private final Master master;
  private ClientConnection connection;
  private boolean closed;
  private boolean calling;
  private long length;

  /** When the call that is being made should have begun, for the master's use. */
  long startedAt;

  /** When it became idle, by {@link System#nanoTime}. */
  long idleSince;

  Caller(Loop loop, int port, Length expected, Master master) {
    this.loop = loop;
    this.port = port;
    this.expected = expected;
    this.master = master;
    connection = new ClientConnection(loop, port, this);
  }

  void call(ByteBuf encoded) {
    calling = true;
    length = 0;
    connection.send(encoded);
  }

  /** Whether an answer is still to come. */
  boolean isCalling() {
    return calling;
  }

  /** When the last bytes of the answer came, by {@link System#nanoTime}. */
  long receivedAt() {
    return connection.receivedAt();
  }

  void close() {
    closed = true;
    connection.close();
  }

  @Override
  public void connected() {
    idleSince = System.nanoTime();
    master.idle(this);
  }

  @Override
  public void body(ByteBuf bytes) {
    length += bytes.readableBytes();
  }

  @Override
  public void answered(boolean reusable) {
    calling = false;
    if (connection.status() == 200 && expected.fits(length)) {
      master.right(this);
    } else {
      master.wrong("status " + connection.status() + " with " + length + " bytes");
    }
    if (reusable && !closed) {
      idleSince = receivedAt();
      master.idle(this);
    } else {
      reconnect();
    }
  }

  @Override
  public void failed(String reason) {
    calling = false;
    master.wrong(reason);
    left();
  }

  @Override
  public void left() {
    master.gone(this);
    var _ = loop.thread().schedule(this::reconnect, RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void reconnect() {
    if (!closed) {
      connection = new ClientConnection(loop, port, this);
    }
  }
}
