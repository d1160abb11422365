package llmchat.server.http;

/**
 * Watches exchanges without acting on them. Called on the exchange's event loop; must not block.
 */
public interface ExchangeListener {
  /** A request's head has arrived. */
  void started(Exchange exchange);

  /** The head of a streamed answer goes out. */
  void streaming(Exchange exchange);

  /** The exchange ends: just before its last byte, or when it broke off. Exactly once for each. */
  void ended(Exchange exchange);
}
