package llmchat.gateway.auth;

import java.time.Instant;
import llmchat.llm.Secret;

/** How a log-in ended. */
public sealed interface LogIn {

  /** A new session; its token works wherever an API key does, until it expires or is idle. */
  record LoggedIn(Secret token, Instant expiresAt) implements LogIn {}

  /** Unknown name or wrong password; nothing tells which, not even the time it took. */
  record Refused() implements LogIn {}
}
