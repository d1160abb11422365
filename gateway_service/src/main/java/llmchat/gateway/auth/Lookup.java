package llmchat.gateway.auth;

/** What is known about a presented key without asking the database. */
public sealed interface Lookup {

  /** The key is good. */
  record Known(Caller caller) implements Lookup {}

  /** The key is not good. */
  record Unknown() implements Lookup {}

  /** Only the database can tell: ask {@link Callers#find}. */
  record NotCached() implements Lookup {}
}
