package llmchat.gateway.auth;

/** What a password is to a stored hash. */
public enum Verdict {
  MATCH,
  /** Right, but the hash is of an older kind or weaker and should be replaced. */
  MATCH_REHASH,
  MISMATCH
}
