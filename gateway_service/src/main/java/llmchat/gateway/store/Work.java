package llmchat.gateway.store;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Work on the database, in plain blocking style; runs on a thread of the store. */
@FunctionalInterface
public interface Work<T extends @Nullable Object> {

  /** Runs the work; the handle is valid only until this returns. */
  T with(Handle handle) throws Exception;
}
