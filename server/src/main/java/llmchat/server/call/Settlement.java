package llmchat.server.call;

import llmchat.llm.Outcome;
import llmchat.llm.Usage;

/** Books what a call used. */
public interface Settlement {
  /** For calls that are booked elsewhere, where they came from. */
  Settlement NONE = (usage, outcome) -> {};

  /** Books it; called exactly once, before the last byte goes out. Must not block. */
  void settle(Usage usage, Outcome outcome);
}
