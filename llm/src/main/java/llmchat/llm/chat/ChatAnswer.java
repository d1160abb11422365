package llmchat.llm.chat;

import llmchat.llm.Failure;
import llmchat.llm.Usage;

/** The answer to a chat call that was not streamed. */
public sealed interface ChatAnswer {
  /** The model's text. */
  record Text(String text, Usage usage) implements ChatAnswer {}

  /** The provider's error, with its HTTP status and message. */
  record Refused(int status, String detail) implements ChatAnswer {}

  /** There is no answer, for this reason. */
  record None(Failure failure) implements ChatAnswer {}
}
