package llmchat.llm.chat;

import llmchat.llm.Failure;
import llmchat.llm.Usage;

/** What came back for a chat call that was not streamed. */
public sealed interface ChatAnswer {
  /** The model said this. */
  record Text(String text, Usage usage) implements ChatAnswer {}

  /** The provider refused, with a status of its own and in its own words. */
  record Refused(int status, String detail) implements ChatAnswer {}

  /** There is no answer. */
  record None(Failure failure) implements ChatAnswer {}
}
