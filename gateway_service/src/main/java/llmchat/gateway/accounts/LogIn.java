package llmchat.gateway.accounts;

import llmchat.gateway.sessions.NewSession;

/** The outcome of a login. */
sealed interface LogIn {

  /** A new session has started. */
  record LoggedIn(NewSession session) implements LogIn {}

  /** Unknown name or wrong password; not even the time it took reveals which. */
  record Refused() implements LogIn {}
}
