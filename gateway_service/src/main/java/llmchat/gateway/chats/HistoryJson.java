package llmchat.gateway.chats;

import java.util.List;
import llmchat.llm.chat.Turn;

/** A chat as the first API shows it: who said what, in order. */
record HistoryJson(String chatId, List<Said> history) {
  record Said(String role, String text) {
    static Said of(Turn turn) {
      return new Said(turn.role().text(), turn.text());
    }
  }

  static HistoryJson of(String chatId, List<Turn> turns) {
    return new HistoryJson(chatId, turns.stream().map(Said::of).toList());
  }
}
