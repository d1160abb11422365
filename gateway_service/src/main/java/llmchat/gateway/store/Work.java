package llmchat.gateway.store;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Something to do with the database, in plain blocking style, on one of the store's threads. */
@FunctionalInterface
public interface Work<T extends @Nullable Object> {

  /** Runs with a handle that is valid only until this returns. */
  T with(Handle handle) throws Exception;
}
