package llmchat.gateway.accounts;

import io.vertx.core.Future;
import java.util.List;
import llmchat.gateway.auth.Callers;
import llmchat.gateway.store.Database;
import llmchat.gateway.users.OwnedRows;
import llmchat.gateway.users.Users;
import org.jdbi.v3.core.Handle;

/**
 * Removes an account with everything that belongs to it: each feature removes its own rows, in one
 * transaction. Thread-safe.
 */
final class AccountRemoval {
  private final Database database;
  private final Callers callers;
  private final List<OwnedRows> owned;

  AccountRemoval(Database database, Callers callers, List<OwnedRows> owned) {
    this.database = database;
    this.callers = callers;
    this.owned = List.copyOf(owned);
  }

  /** Removes the account for good; fails as {@link Database} says. */
  Future<Void> remove(String userId) {
    return database
        .write(handle -> remove(handle, userId))
        .onSuccess(removed -> callers.invalidateAllOf(userId))
        .compose(removed -> Future.join(owned.stream().map(each -> each.removed(userId)).toList()))
        .mapEmpty();
  }

  private boolean remove(Handle handle, String userId) {
    // This also locks the user against new rows.
    boolean found = Users.freeName(handle, userId);
    if (found) {
      owned.forEach(each -> each.removeOf(handle, userId));
      Users.remove(handle, userId);
    }
    return found;
  }
}
