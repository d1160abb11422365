package llmchat.gateway.generation;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import llmchat.llm.EventStream;
import llmchat.llm.Usage;
import llmchat.llm.json.JsonText;
import llmchat.server.http.JsonBody;
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
  private int has;

  private boolean paused;
  private boolean missed;
  private boolean over;
  private @Nullable Sink reader;

  /**
   * For a reader on the current event loop.
   *
   * @param has how many UTF-16 units of the text it has already
   */
  Follower(Generation generation, Context own, int has) {
    this.generation = generation;
    this.own = own;
    this.has = has;
  }

  @Override
  public void start(Sink sink) {
    reader = sink;
    generation.join(this, has);
  }

  /** Called on any event loop; heard on the reader's, in order. */
  void tell(AnswerEvent event) {
    own.runOnContext(now -> hear(event));
  }

  private void hear(AnswerEvent event) {
    Sink sink = reader;
    if (over || sink == null) {
      return;
    }
    switch (event) {
      case AnswerEvent.Started started ->
          sink.events(event(id() + "event: begin\n", JsonBody.of(AnswerJson.Begun.of(started))));
      case AnswerEvent.Text piece -> {
        if (paused) {
          missed = true;
        } else if (piece.begin() <= has && piece.end() > has) {
          String rest = piece.text().substring(has - piece.begin());
          has = piece.end();
          sink.events(event(id(), JsonText.of("text", rest).toBuffer()));
        }
      }
      case AnswerEvent.Ended(var answer) -> {
        if (paused || has < answer.text().length()) {
          missed = true;
        } else {
          over = true;
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
    return "id: " + has + "\n";
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
      generation.catchUp(this, has);
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
