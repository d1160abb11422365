package llmchat.llm;

/**
 * A way of speaking to language models, from both sides: how clients ask and are answered, and how
 * providers are asked and answer. Stateless; safe for any thread.
 */
public interface Dialect {
  /** Its name in logs and records, such as {@code openai-chat}. */
  String label();

  /** How it is spoken with clients. */
  ClientSide client();

  /** How it is spoken with providers. */
  ProviderSide provider();
}
