package llmchat.gateway.chats;

import java.util.Optional;

/**
 * A chat without its messages.
 *
 * @param id 22 URL-safe characters
 * @param title empty until the first question
 * @param model the model of the next answer; empty for the default one
 * @param systemPrompt what the model is told first; empty for the operator's words
 * @param createdAt in milliseconds since 1970
 * @param updatedAt when something was said last, in milliseconds since 1970
 */
public record Chat(
    String id,
    Optional<String> title,
    Optional<String> model,
    Optional<String> systemPrompt,
    boolean pinned,
    long createdAt,
    long updatedAt) {}
