package llmchat.gateway.auth;

import java.time.Instant;
import java.util.Optional;
import llmchat.gateway.store.KeyHash;
import org.jdbi.v3.core.Handle;

/** One kind of credential by which callers prove who they are, such as API keys. Any thread. */
public interface CallerSource {

  /** Whether a text has the form of such a credential; asks nobody. */
  boolean recognises(String text);

  /** What the credential of that hash says, if it is good now; blocks. */
  Optional<Grant> find(Handle handle, KeyHash hash, Instant now);

  /** Notes that the credential was used now; blocks. */
  void touch(Handle handle, KeyHash hash, Instant now);
}
