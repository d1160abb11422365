package llmchat.gateway.generation;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import llmchat.llm.EventStream;
import llmchat.llm.Usage;
import llmchat.llm.json.JsonText;
import llmchat.server.http.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * The event stream of one reader of an answer, from any position in its text. The generation may
 * run on another event loop; the two exchange tasks and share no state. While the reader is slow,
 * events are dropped, and the missing text is fetched once there is room again, so that what is
 * queued for a reader is bounded.
 *
 * <p>The events: {@code begin} with the answer, then pieces of text, each with the length of the
 * text so far in UTF-16 units as its id, then {@code end} with the answer. Confined to the reader's
 * event loop.
 */
public final class Follower implements EventStream {
  private final AnswerBroadcast broadcast;
  private final Context own;

  /** How many UTF-16 units of the text have been sent to the reader. */
  private int position;

  private boolean paused;
  private boolean missed;
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
    if (done || sink == null) {
      return;
    }
    switch (event) {
      case AnswerEvent.Started started ->
          sink.events(event(id() + "event: begin\n", JsonBody.of(AnswerJson.Begun.of(started))));
      case AnswerEvent.Text piece -> {
        if (paused) {
          missed = true;
        } else if (piece.begin() <= position && piece.end() > position) {
          String rest = piece.text().substring(position - piece.begin());
          position = piece.end();
          sink.events(event(id(), JsonText.of("text", rest).toBuffer()));
        }
      }
      case AnswerEvent.Ended(var answer) -> {
        if (paused || position < answer.text().length()) {
          missed = true;
        } else {
          done = true;
          sink.ended(
              event("event: end\n", JsonBody.of(AnswerJson.of(answer))),
              new StreamEnd.Finished(Usage.NONE));
        }
      }
    }
  }

  private static Buffer event(String head, Buffer json) {
    return Buffer.buffer(head + "data: ").appendBuffer(json).appendString("\n\n");
  }

  private String id() {
    return "id: " + position + "\n";
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    if (missed && !done) {
      missed = false;
      broadcast.catchUp(this, position);
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
