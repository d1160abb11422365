package llmchat.gateway.relay.toy;

import llmchat.llm.ClientSide;
import llmchat.llm.Dialect;
import llmchat.llm.ProviderSide;

/** {@code {"to", "say", "live"}} in, {@code {"word"}} out. */
public final class ToyDialect implements Dialect {
  @Override
  public String label() {
    return "toy";
  }

  @Override
  public ClientSide client() {
    return new ToyClientSide();
  }

  @Override
  public ProviderSide provider() {
    return new ToyProviderSide();
  }
}
