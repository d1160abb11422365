package llmchat.gateway.chats;

import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.routing.Catalogue;
import llmchat.server.form.Form;

/**
 * The body of {@code POST /chat}.
 *
 * @param model a model that is served
 * @param chatId the chat to continue; empty for a new chat
 */
record ChatRequest(String message, String model, Optional<String> chatId, boolean stream) {
  /** In UTF-16 units: more than any model takes in. */
  private static final int LONGEST_MESSAGE = 1_000_000;

  /** Reads the fields; fails with all errors at once. */
  static ChatRequest of(Form form, Catalogue catalogue) {
    String message = form.requiredText("message");
    Optional<String> model = form.text("model").filter(name -> !name.isEmpty());
    Optional<String> chatId = form.text("chat_id").filter(id -> !id.isEmpty());
    boolean stream = form.flag("stream");
    form.check();
    if (message.isBlank()) {
      form.reject("message", "string_too_short", "String should have at least 1 character");
    } else if (message.length() > LONGEST_MESSAGE) {
      form.reject("message", "string_too_long", "String should have at most 1000000 characters");
    }
    form.check();
    String chosen = model.orElse(catalogue.defaultModel());
    if (!catalogue.serves(chosen)) {
      throw new FailureException(new Failure.UnknownModel(chosen));
    }
    return new ChatRequest(message, chosen, chatId, stream);
  }
}
