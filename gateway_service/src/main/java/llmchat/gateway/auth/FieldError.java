package llmchat.gateway.auth;

/**
 * What is wrong with one field of a form, in the words that FastAPI's clients know.
 *
 * @param field {@code username} or {@code password}
 * @param type {@code missing}, {@code string_too_short}, {@code string_too_long} or {@code
 *     value_error}
 * @param message for people
 */
public record FieldError(String field, String type, String message) {}
