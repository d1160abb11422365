package llmchat.gateway.users;

import io.vertx.core.Future;
import org.jdbi.v3.core.Handle;

/** Removes the rows of one feature that belong to a user whose account is deleted. */
public interface OwnedRows {

  /**
   * Removes the user's rows, or marks them for removal. Blocks; runs in the transaction that
   * deletes the account.
   */
  void removeOf(Handle handle, String userId);

  /** Called on an event loop after that transaction, to end what still runs for the user. */
  default Future<Void> removed(String userId) {
    return Future.succeededFuture();
  }
}
