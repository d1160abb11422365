package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import llmchat.bench.wire.Loop;

/** One stream on a connection of its own, from the request to its end. On the loop's thread. */
final class OpenStream implements ClientConnection.Owner, EventScanner.Listener {
  /** Hears what becomes of it. */
  interface Master {
    /** The first event came, so many nanoseconds after the request. */
    void began(long nanos);

    /**
     * An event came.
     *
     * @param gap nanoseconds after the one before, or after the request
     * @param next whether it is the one that had to follow
     */
    void came(long gap, boolean next);

    /** It ended with {@code [DONE]}. Nothing else follows. */
    void ended(OpenStream stream);

    /** It ended otherwise. Nothing else follows. */
    void broke(OpenStream stream, String reason);
  }

  private final Master master;
  private final ByteBuf encoded;
  private final Sequence sequence;
  private final EventScanner scanner = new EventScanner(this);
  private final ClientConnection connection;
  private long lastAt;
  private boolean done;
  private boolean over;

  /** Connects and sends the request, whose answer has events with numbers up to {@code chunks}. */
  OpenStream(Loop loop, int port, ByteBuf encoded, int chunks, Master master) {
    this.master = master;
    this.encoded = encoded;
    sequence = new Sequence(chunks);
    connection = new ClientConnection(loop, port, this);
  }

  /** Whether its first event came. */
  boolean flows() {
    return sequence.count() > 0;
  }

  /** Events that are missing, once it is over. */
  int missing() {
    return sequence.missing(done);
  }

  /** Events that came after a later one or once more. */
  int misplaced() {
    return sequence.misplaced();
  }

  /** Gives it up as broken, unless it is over. */
  void giveUp(String reason) {
    if (!over) {
      leave();
      master.broke(this, reason);
    }
  }

  private void leave() {
    over = true;
    connection.close();
  }

  @Override
  public void connected() {
    connection.send(encoded);
    lastAt = System.nanoTime();
  }

  @Override
  public void body(ByteBuf bytes) {
    if (connection.status() == 200) {
      scanner.feed(bytes);
    }
  }

  @Override
  public void numbered(int number) {
    if (over) {
      return;
    }
    long gap = connection.receivedAt() - lastAt;
    lastAt = connection.receivedAt();
    if (!flows()) {
      master.began(gap);
    }
    master.came(gap, sequence.came(number));
  }

  @Override
  public void error() {
    giveUp("an error event");
  }

  @Override
  public void done() {
    done = !over;
  }

  @Override
  public void answered(boolean reusable) {
    finish(connection.status() == 200 ? "an end without [DONE]" : "status " + connection.status());
  }

  @Override
  public void failed(String reason) {
    finish(reason);
  }

  private void finish(String reasonUnlessDone) {
    if (!done) {
      giveUp(reasonUnlessDone);
    } else if (!over) {
      leave();
      master.ended(this);
    }
  }

  @Override
  public void left() {
    giveUp("closed before the request");
  }
}
