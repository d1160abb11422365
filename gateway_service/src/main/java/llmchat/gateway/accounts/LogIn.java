package llmchat.gateway.accounts;

import llmchat.gateway.sessions.NewSession;

/** How a log-in ended. */
sealed interface LogIn {

  /** There is a new session. */
  record LoggedIn(NewSession session) implements LogIn {}

  /** Unknown name or wrong password; nothing tells which, not even the time it took. */
  record Refused() implements LogIn {}
}
