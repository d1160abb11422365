package llmchat.gateway.accounts;

/** Who may create an account. */
public enum SignUpPolicy {
  /** Everybody who can reach the gateway. */
  OPEN,
  /** Nobody: {@code POST /signup} is refused. */
  CLOSED
}
