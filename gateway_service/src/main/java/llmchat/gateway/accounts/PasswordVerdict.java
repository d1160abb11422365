package llmchat.gateway.accounts;

/** The result of comparing a password with a stored hash. */
enum PasswordVerdict {
  MATCH,
  /** Right, but the hash is of an older kind or weaker and should be replaced. */
  MATCH_REHASH,
  MISMATCH
}
