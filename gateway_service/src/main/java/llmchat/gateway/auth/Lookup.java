package llmchat.gateway.auth;

/** What is known about a presented key without a query. */
public sealed interface Lookup {

  /** The key is valid. */
  record Known(Caller caller) implements Lookup {}

  /** The key is not valid. */
  record Unknown() implements Lookup {}

  /** A query is needed: call {@link Callers#find}. */
  record NotCached() implements Lookup {}
}
