package llmchat.gateway.auth;

import java.time.Instant;
import java.util.Optional;
import llmchat.gateway.store.KeyHash;
import org.jdbi.v3.core.Handle;

/** One kind of credential that identifies callers, such as API keys. Any thread. */
public interface CallerSource {

  /** Whether a text has the format of such a credential; without a query. */
  boolean recognises(String text);

  /** The credential with that hash; empty if it is unknown or not valid now. Blocks. */
  Optional<Grant> find(Handle handle, KeyHash hash, Instant now);

  /** Records that the credential was used now; blocks. */
  void touch(Handle handle, KeyHash hash, Instant now);
}
