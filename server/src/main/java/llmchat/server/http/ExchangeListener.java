package llmchat.server.http;

/**
 * Is notified of exchanges, for logs and metrics. Called on the exchange's event loop; must not
 * block.
 */
public interface ExchangeListener {
  /** A request's head has arrived. */
  void started(Exchange exchange);

  /** The head of a streamed answer is about to be sent. */
  void streaming(Exchange exchange);

  /** The exchange ends: just before its last byte is sent, or when it breaks off. Exactly once. */
  void ended(Exchange exchange);
}
