package llmchat.gateway.chats;

import io.vertx.core.Future;
import llmchat.gateway.users.OwnedRows;
import org.jdbi.v3.core.Handle;

/**
 * Removes the chats of a deleted account. There may be many, so the transaction only marks them as
 * abandoned; they are removed after it, some rows at a time.
 */
public final class ChatRemoval implements OwnedRows {
  private final UserChats chats;
  private final RunningAnswers running;

  /** Removes from those chats, and stops the running answers. */
  public ChatRemoval(UserChats chats, RunningAnswers running) {
    this.chats = chats;
    this.running = running;
  }

  @Override
  public void removeOf(Handle handle, String userId) {
    Chats.abandonAllOf(handle, userId);
  }

  @Override
  public Future<Void> removed(String userId) {
    running.stopAllOf(userId);
    return chats.tidy();
  }
}
