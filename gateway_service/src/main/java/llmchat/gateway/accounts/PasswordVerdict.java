package llmchat.gateway.accounts;

/** What a password is to a stored hash. */
enum PasswordVerdict {
  MATCH,
  /** Right, but the hash is of an older kind or weaker and should be replaced. */
  MATCH_REHASH,
  MISMATCH
}
