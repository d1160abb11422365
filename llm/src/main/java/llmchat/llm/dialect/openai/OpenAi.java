package llmchat.llm.dialect.openai;

import java.util.List;
import llmchat.llm.ClientSide;
import llmchat.llm.Dialect;
import llmchat.llm.ProviderSide;

/** OpenAI's dialects: one for each of the three kinds of call, each with its own path. */
public final class OpenAi implements Dialect {
  /** Chat, whole or streamed. */
  public static final OpenAi CHAT = new OpenAi("openai-chat", "/chat/completions");

  /** Text completion (legacy), whole or streamed. */
  public static final OpenAi COMPLETIONS = new OpenAi("openai-completions", "/completions");

  /** Embeddings, never streamed. */
  public static final OpenAi EMBEDDINGS = new OpenAi("openai-embeddings", "/embeddings");

  private final String label;
  private final ClientSide client;
  private final ProviderSide provider;

  private OpenAi(String label, String path) {
    this.label = label;
    this.client = new OpenAiClientSide(List.of("/v1" + path));
    this.provider = new OpenAiProviderSide(path);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public ClientSide client() {
    return client;
  }

  @Override
  public ProviderSide provider() {
    return provider;
  }
}
