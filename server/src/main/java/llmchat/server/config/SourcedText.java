package llmchat.server.config;

/**
 * A text of the configuration.
 *
 * @param source where it stands, such as {@code environment} or {@code .env:3}
 */
public record SourcedText(String text, String source) {}
