package llmchat.server.http;

import java.util.List;

/** A listener that notifies several others, in their order. */
public record ExchangeListeners(List<ExchangeListener> all) implements ExchangeListener {
  public ExchangeListeners {
    all = List.copyOf(all);
  }

  @Override
  public void started(Exchange exchange) {
    for (ExchangeListener listener : all) {
      listener.started(exchange);
    }
  }

  @Override
  public void streaming(Exchange exchange) {
    for (ExchangeListener listener : all) {
      listener.streaming(exchange);
    }
  }

  @Override
  public void ended(Exchange exchange) {
    for (ExchangeListener listener : all) {
      listener.ended(exchange);
    }
  }
}
