package llmchat.gateway.auth;

/** What a caller may do, however it proved who it is. */
public enum Role {
  /** May use its own things. */
  USER,
  /** May see everybody's, and is not limited. */
  ADMIN
}
