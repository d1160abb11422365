package llmchat.gateway.chats;

import io.vertx.core.Future;
import llmchat.gateway.users.OwnedRows;
import org.jdbi.v3.core.Handle;

/**
 * The chats of an account that is deleted. They may hold much, so the transaction only abandons
 * them; they are removed right after it, a part at a time.
 */
public final class ChatRemoval implements OwnedRows {
  private final UserChats chats;
  private final RunningAnswers running;

  /** Removes from those chats, and stops those answers. */
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
