package llmchat.gateway.users;

import io.vertx.core.Future;
import org.jdbi.v3.core.Handle;

/** The rows of one feature that belong to users and go when their account goes. */
public interface OwnedRows {

  /**
   * Removes the user's rows, or hands them over to be removed later. Blocks; runs within the
   * transaction that deletes the account.
   */
  void removeOf(Handle handle, String userId);

  /** Called on an event loop once the account is gone, to end what still runs for it. */
  default Future<Void> removed(String userId) {
    return Future.succeededFuture();
  }
}
