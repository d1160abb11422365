package llmchat.llm;

/** The calls of OpenAI's API that are relayed, by their path below {@code /v1}. */
public enum Endpoint {
  /** Chat, whole or streamed. */
  CHAT_COMPLETIONS("/chat/completions"),
  /** Plain completion, whole or streamed. */
  COMPLETIONS("/completions"),
  /** Embedding vectors, always whole. */
  EMBEDDINGS("/embeddings");

  private final String path;

  Endpoint(String path) {
    this.path = path;
  }

  /** The path below {@code /v1}, which is also the path below a provider's base URL. */
  public String path() {
    return path;
  }
}
