package llmchat.gateway.chats;

import java.util.List;
import java.util.Optional;
import llmchat.llm.chat.ChatRole;

/** A place where words were found, as JSON. */
record HitJson(
    ChatJson.Listed chat,
    Optional<Long> messageId,
    Optional<String> role,
    List<Excerpt.Piece> excerpt) {

  static HitJson of(ChatSearch.Hit hit, RunningAnswers running) {
    return new HitJson(
        ChatJson.Listed.of(hit.chat(), running),
        hit.messageId(),
        hit.role().map(ChatRole::text),
        hit.excerpt().pieces());
  }
}
