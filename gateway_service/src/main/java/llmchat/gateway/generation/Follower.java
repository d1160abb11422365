package llmchat.gateway.generation;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import llmchat.llm.EventStream;
import llmchat.llm.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The event stream of one reader of an answer, from any position in its text. The generation may
 * run on another event loop; the two exchange tasks and share no state but the bytes of events.
 * While the reader is slow, events are dropped, and the missing text is fetched piece by piece once
 * there is room again. The last event, which holds the whole answer, is written in pieces too. So
 * what waits for a reader is at most one piece beyond what its connection takes.
 *
 * <p>The events: {@code begin} with the answer, then pieces of text, each with the length of the
 * text so far in UTF-16 units as its id, then {@code end} with the answer. Confined to the reader's
 * event loop.
 */
public final class Follower implements EventStream {
  /** Of the last event, in bytes. */
  private static final int PIECE = 32 * 1024;

  private final AnswerBroadcast broadcast;
  private final Context own;

  /** How many UTF-16 units of the text have been sent to the reader. */
  private int position;

  private boolean paused;

  /** Whether what came while it was paused has to be fetched. */
  private boolean missed;

  /** Whether missing text has been asked for; until it comes, what else comes is part of it. */
  private boolean catchingUp = true;

  /** The last event, once nothing but the rest of it is missing. */
  private @Nullable Buffer last;

  private int lastWritten;
  private boolean done;
  private @Nullable Sink reader;

  /**
   * For one reader.
   *
   * @param own the context of the reader's event loop
   * @param position how many UTF-16 units of the text the reader already has
   */
  Follower(AnswerBroadcast broadcast, Context own, int position) {
    this.broadcast = broadcast;
    this.own = own;
    this.position = position;
  }

  @Override
  public void start(Sink sink) {
    reader = sink;
    broadcast.join(this, position);
  }

  /** Hands over an event to the reader's event loop, in order. Any thread. */
  void deliver(AnswerEvent event) {
    own.runOnContext(now -> receive(event));
  }

  private void receive(AnswerEvent event) {
    Sink sink = reader;
    if (done || last != null || sink == null) {
      return;
    }
    switch (event) {
      case AnswerEvent.Started(Buffer json) ->
          sink.events(AnswerBroadcast.event("id: " + position + "\nevent: begin\n", json));
      case AnswerEvent.Missed(var text, boolean more) -> {
        catchingUp = false;
        text.ifPresent(piece -> write(sink, piece));
        if (more) {
          fetch();
        }
      }
      case AnswerEvent.Text piece -> {
        if (!catchingUp && piece.end() > position) {
          write(sink, piece);
        }
      }
      case AnswerEvent.Grown() -> fetch();
      case AnswerEvent.Ended(Buffer whole, int length) -> {
        if (!catchingUp) {
          end(sink, whole, length);
        }
      }
    }
  }

  private void write(Sink sink, AnswerEvent.Text piece) {
    if (paused || missed || piece.begin() != position) {
      fetch();
    } else {
      position = piece.end();
      sink.events(piece.event().slice());
    }
  }

  /** Asks for the text after its position, now or once the reader is ready for more. */
  private void fetch() {
    if (catchingUp) {
      return;
    }
    missed = paused;
    if (!paused) {
      catchingUp = true;
      broadcast.catchUp(this, position);
    }
  }

  private void end(Sink sink, Buffer whole, int length) {
    if (paused || missed || position < length) {
      fetch();
    } else {
      last = whole;
      writeLast(sink, whole);
    }
  }

  private void writeLast(Sink sink, Buffer whole) {
    while (whole.length() - lastWritten > PIECE && !paused) {
      int from = lastWritten;
      lastWritten += PIECE;
      sink.events(whole.slice(from, lastWritten));
    }
    if (!paused) {
      done = true;
      sink.ended(whole.slice(lastWritten, whole.length()), new StreamEnd.Finished(Usage.NONE));
    }
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    Sink sink = reader;
    if (done || sink == null) {
      return;
    }
    if (last != null) {
      writeLast(sink, last);
    } else if (missed) {
      fetch();
    }
  }

  @Override
  public void cancel() {
    done = true;
    broadcast.leave(this);
  }

  @Override
  public Usage usageSoFar() {
    return Usage.NONE;
  }
}
