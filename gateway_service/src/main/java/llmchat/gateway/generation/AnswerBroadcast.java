package llmchat.gateway.generation;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import llmchat.gateway.chats.Message;
import org.jspecify.annotations.Nullable;

/**
 * The text of one answer as it grows, and its followers, who receive every addition. Confined to
 * the generation's event loop, except for {@link #join}, {@link #catchUp} and {@link #leave}, which
 * any thread may call.
 */
final class AnswerBroadcast {
  private final Context owner;
  private final AnswerEvent.Started started;
  private final StringBuilder text = new StringBuilder();
  private final List<Follower> followers = new ArrayList<>(2);
  private AnswerEvent.@Nullable Ended ended;

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
    text.append(piece);
    deliver(new AnswerEvent.Text(piece, text.length()));
  }

  /** Delivers the final answer and releases the followers with their connections. */
  void complete(Message answer) {
    ended = new AnswerEvent.Ended(answer);
    deliver(ended);
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
    if (position < text.length()) {
      follower.deliver(new AnswerEvent.Text(text.substring(position), text.length()));
    }
    if (ended != null) {
      follower.deliver(ended);
    }
  }
}
