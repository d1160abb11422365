package llmchat.gateway.chats;

import java.util.Optional;

/**
 * A chat without its messages.
 *
 * @param id 22 URL-safe characters
 * @param title empty until the first question
 * @param model the model of the next answer; empty for the default model
 * @param systemPrompt empty for the operator's {@code SYSTEM_PROMPT}
 * @param createdAt in milliseconds since 1970
 * @param updatedAt time of the last question, in milliseconds since 1970
 */
public record Chat(
    String id,
    Optional<String> title,
    Optional<String> model,
    Optional<String> systemPrompt,
    boolean pinned,
    long createdAt,
    long updatedAt) {}
