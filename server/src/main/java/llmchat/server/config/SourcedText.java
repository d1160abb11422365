package llmchat.server.config;

/**
 * A text of the configuration, with its source.
 *
 * @param source where it is set, such as {@code environment} or {@code .env:3}
 */
public record SourcedText(String text, String source) {}
