package llmchat.gateway.auth;

/** The kind of credential that a caller presented. */
public sealed interface Proof {

  /**
   * An API key.
   *
   * @param id of its row; reveals nothing about the key
   */
  record ApiKey(String id) implements Proof {}

  /** A session, started by a login. */
  record Session() implements Proof {}

  /** The admin key, which belongs to no account. */
  record AdminKey() implements Proof {}
}
