package llmchat.gateway.generation;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import llmchat.gateway.chats.Message;
import llmchat.llm.json.JsonText;
import llmchat.server.http.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * The text of one answer as it grows, and its followers, who receive every addition. However many
 * there are, each event is made once, and no event holds more than {@value #PIECE} UTF-16 units of
 * text. Confined to the generation's event loop, except for {@link #join}, {@link #catchUp} and
 * {@link #leave}, which any thread may call.
 */
final class AnswerBroadcast {
  /** The most text of one event, so that little waits for a slow reader. */
  static final int PIECE = 16 * 1024;

  private final Context owner;
  private final AnswerEvent.Started started;
  private final StringBuilder text = new StringBuilder();
  private final List<Follower> followers = new ArrayList<>(2);
  private @Nullable Message ended;
  private AnswerEvent.@Nullable Ended lastEvent;

  /** For an answer that starts now, on the event loop of that context. */
  AnswerBroadcast(Context owner, AnswerEvent.Started started) {
    this.owner = owner;
    this.started = started;
  }

  String text() {
    return text.toString();
  }

  /** Of the text, in UTF-16 units. */
  int length() {
    return text.length();
  }

  void append(String piece) {
    int begin = text.length();
    text.append(piece);
    if (!followers.isEmpty()) {
      deliver(piece.length() > PIECE ? new AnswerEvent.Grown() : textFrom(begin));
    }
  }

  /** Delivers the final answer and releases the followers with their connections. */
  void complete(Message answer) {
    ended = answer;
    if (!followers.isEmpty()) {
      deliver(lastEvent(answer));
    }
    followers.clear();
  }

  private void deliver(AnswerEvent event) {
    followers.forEach(follower -> follower.deliver(event));
  }

  /** Delivers the start, the text from that position, and every event from now on. */
  void join(Follower follower, int position) {
    owner.runOnContext(now -> {
      follower.deliver(started);
      if (ended == null) {
        followers.add(follower);
      }
      deliverFrom(position, follower);
    });
  }

  /** Delivers again what a follower has missed since that position. */
  void catchUp(Follower follower, int position) {
    owner.runOnContext(now -> deliverFrom(position, follower));
  }

  /** Delivers nothing more to that follower. */
  void leave(Follower follower) {
    owner.runOnContext(now -> followers.remove(follower));
  }

  private void deliverFrom(int position, Follower follower) {
    Optional<AnswerEvent.Text> next =
        position < text.length() ? Optional.of(textFrom(position)) : Optional.empty();
    boolean more = next.isPresent() && next.get().end() < text.length();
    follower.deliver(new AnswerEvent.Missed(next, more));
    if (ended != null && !more) {
      follower.deliver(lastEvent(ended));
    }
  }

  /** The text from there, at most one piece of it. */
  private AnswerEvent.Text textFrom(int begin) {
    int end = Math.min(text.length(), begin + PIECE);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    Buffer json = JsonText.of("text", text.substring(begin, end)).toBuffer();
    return new AnswerEvent.Text(event("id: " + end + "\n", json), begin, end);
  }

  private AnswerEvent.Ended lastEvent(Message answer) {
    if (lastEvent == null) {
      Buffer event = event("event: end\n", JsonBody.of(AnswerJson.of(answer)));
      lastEvent = new AnswerEvent.Ended(event, answer.text().length());
    }
    return lastEvent;
  }

  /** A whole event of the stream. */
  static Buffer event(String head, Buffer json) {
    return Buffer.buffer(head + "data: ").appendBuffer(json).appendString("\n\n");
  }
}
