package llmchat.gateway.auth;

/** What a caller may do, whatever credential it presented. */
public enum Role {
  /** May use its own chats, keys and sessions. */
  USER,
  /** May read all chats and the metrics, and has no rate limit. */
  ADMIN
}
