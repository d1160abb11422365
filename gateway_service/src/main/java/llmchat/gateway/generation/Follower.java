package llmchat.gateway.generation;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import llmchat.gateway.chats.ChatJson;
import llmchat.llm.EventStream;
import llmchat.llm.Usage;
import llmchat.llm.json.Splice;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a generation, from a place in its text on. The generation may live on another event
 * loop: both send each other tasks and share nothing. A reader that is slow misses events and asks
 * for the text from where it stands when there is room again, so what waits for it is bounded.
 *
 * <p>The events: {@code begin} with the answer, then pieces of text, each with the length of the
 * text so far as its id, then {@code end} with the answer. Confined to its own event loop.
 */
public final class Follower implements EventStream {
  private final Generation generation;
  private final Context own;

  /** How many UTF-16 units of the text the reader has. */
  private int position;

  private boolean paused;
  private boolean missed;
  private boolean over;
  private @Nullable Sink reader;

  /**
   * For a reader on the current event loop.
   *
   * @param position how many UTF-16 units of the text it has already
   */
  Follower(Generation generation, Context own, int position) {
    this.generation = generation;
    this.own = own;
    this.position = position;
  }

  @Override
  public void start(Sink sink) {
    reader = sink;
    generation.join(this, position);
  }

  /** Called on any event loop; heard on the reader's, in order. */
  void deliver(AnswerEvent event) {
    own.runOnContext(now -> receive(event));
  }

  private void receive(AnswerEvent event) {
    Sink sink = reader;
    if (over || sink == null) {
      return;
    }
    switch (event) {
      case AnswerEvent.Started started -> sink.events(begin(started));
      case AnswerEvent.Text piece -> {
        if (paused) {
          missed = true;
        } else if (piece.begin() <= position && piece.end() > position) {
          String rest = piece.text().substring(position - piece.begin());
          position = piece.end();
          sink.events(event("id: " + position + "\ndata: {\"text\":" + Splice.quoted(rest) + "}"));
        }
      }
      case AnswerEvent.Ended(var answer) -> {
        if (paused || position < answer.text().length()) {
          missed = true;
        } else {
          over = true;
          sink.ended(
              event("event: end\ndata: {\"answer\":" + ChatJson.of(answer) + "}"),
              new StreamEnd.Finished(Usage.NONE));
        }
      }
    }
  }

  private Buffer begin(AnswerEvent.Started started) {
    return event(
        "id: "
            + position
            + "\nevent: begin\ndata: {\"chat_id\":"
            + Splice.quoted(started.chatId())
            + ",\"question_id\":"
            + started.questionId()
            + ",\"answer\":"
            + ChatJson.of(started.answer())
            + "}");
  }

  private static Buffer event(String lines) {
    return Buffer.buffer(lines + "\n\n");
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    if (missed && !over) {
      missed = false;
      generation.catchUp(this, position);
    }
  }

  @Override
  public void cancel() {
    over = true;
    generation.leave(this);
  }

  @Override
  public Usage usageSoFar() {
    return Usage.NONE;
  }
}
