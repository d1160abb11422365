package llmchat.gateway.accounts;

/** Who may make an account. */
public enum SignUpPolicy {
  /** Everybody who reaches the gateway. */
  OPEN,
  /** Nobody by themselves; administrators make accounts. */
  CLOSED
}
