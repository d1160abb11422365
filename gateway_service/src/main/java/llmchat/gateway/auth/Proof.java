package llmchat.gateway.auth;

/** By what a caller proved who it is. */
public sealed interface Proof {

  /**
   * An API key.
   *
   * @param id of its row; says nothing about the key itself
   */
  record ApiKey(String id) implements Proof {}

  /** A session, begun by a log-in. */
  record Session() implements Proof {}

  /** The operator's key from the settings, which belongs to no account. */
  record AdminKey() implements Proof {}
}
