package llmchat.llm.http;

/**
 * Watches exchanges without acting on them. Called on the exchange's event loop; must not block.
 */
public interface ExchangeListener {
  /** A request's head has arrived. */
  void started(Exchange exchange);

  /**
   * Called exactly once for each started exchange, just before its last byte or when it broke off.
   */
  void ended(Exchange exchange);
}
