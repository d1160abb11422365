package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import llmchat.bench.wire.Loop;
import llmchat.bench.wire.MessageHead;

/** One stream on a connection of its own, from the request to its end. On the loop's thread. */
final class OpenStream implements ClientConnection.Owner, EventScanner.Listener {
  /** Hears what becomes of it. */
  interface Master {
    /** The first event came, so many nanoseconds after the request. */
    void began(long nanos);

    /** An event came, so many nanoseconds after the one before, or after the request. */
    void came(OpenStream stream, Sequence.Place place, long gap);

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
  private int status;
  private int events;
  private long lastAt;
  private boolean done;
  private boolean over;

  /** Connects and sends the request, whose answer has events with numbers up to {@code chunks}. */
  OpenStream(Loop loop, int port, ByteBuf encoded, int chunks, Master master) {
    this.master = master;
    this.encoded = encoded;
    sequence = new Sequence(chunks);
    connection = ClientConnection.open(loop, port, this);
  }

  /** Whether its first event came. */
  boolean flows() {
    return sequence.begun();
  }

  /** Whether it ended in one way or another. */
  boolean isOver() {
    return over;
  }

  /** Numbered events so far. */
  int events() {
    return events;
  }

  /** Events that are missing. */
  int missing() {
    return sequence.missing();
  }

  /** Leaves in the middle; the master hears nothing more. */
  void cut() {
    over = true;
    connection.close();
  }

  /** Gives it up as broken. */
  void giveUp(String reason) {
    if (!over) {
      cut();
      master.broke(this, reason);
    }
  }

  @Override
  public void connected() {
    connection.send(encoded);
    lastAt = System.nanoTime();
  }

  @Override
  public void head(int status, MessageHead head) {
    this.status = status;
  }

  @Override
  public void body(byte[] bytes, int from, int to) {
    if (status == 200) {
      scanner.feed(bytes, from, to);
    }
  }

  @Override
  public void numbered(int number) {
    if (over) {
      return;
    }
    var gap = connection.receivedAt() - lastAt;
    lastAt = connection.receivedAt();
    if (!sequence.begun()) {
      master.began(gap);
    }
    events++;
    master.came(this, sequence.came(number), gap);
  }

  @Override
  public void error() {
    giveUp("an error event");
  }

  @Override
  public void done() {
    done = true;
  }

  @Override
  public void answered(boolean reusable) {
    if (!done) {
      giveUp(status == 200 ? "an end without [DONE]" : "status " + status);
    } else {
      end();
    }
  }

  private void end() {
    if (!over) {
      sequence.ended();
      cut();
      master.ended(this);
    }
  }

  @Override
  public void failed(String reason) {
    if (done) {
      end();
    } else {
      giveUp(reason);
    }
  }

  @Override
  public void left() {
    giveUp("closed before the request");
  }
}
