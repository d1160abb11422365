package llmchat.server.call;

import llmchat.llm.Outcome;
import llmchat.llm.Usage;

/** Charges a call for its usage. */
public interface Settlement {
  /** Does nothing, for calls that another service settles. */
  Settlement NONE = (usage, outcome) -> {};

  /**
   * Called exactly once per call, before its last byte is sent, on its event loop. Must not block.
   */
  void settle(Usage usage, Outcome outcome);
}
