package llmchat.llm;

/**
 * The header that carries a key to a provider.
 *
 * @param name in lower case
 * @param value all of it, such as a scheme and the key
 */
public record KeyHeader(String name, Secret value) {}
