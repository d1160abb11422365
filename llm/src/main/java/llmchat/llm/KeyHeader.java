package llmchat.llm;

/**
 * The request header that carries the key for a provider or an inference service.
 *
 * @param name in lower case
 * @param value the complete value, such as {@code Bearer <key>}
 */
public record KeyHeader(String name, Secret value) {}
