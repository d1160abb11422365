package llmchat.llm;

/**
 * A wire protocol for calls to language models, such as OpenAI's chat completions: one half for
 * clients, one for providers. Stateless; safe for any thread.
 */
public interface Dialect {
  /** Its name in logs and records, such as {@code openai-chat}. */
  String label();

  /** The half for clients. */
  ClientSide client();

  /** The half for providers. */
  ProviderSide provider();
}
