package llmchat.server.config;

/** Who may make an account. */
public enum Signup {
  /** Everybody who reaches the gateway. */
  OPEN,
  /** Nobody by themselves; administrators make accounts. */
  CLOSED
}
