package llmchat.gateway.generation;

import llmchat.gateway.chats.Message;
import llmchat.gateway.chats.MessageJson;
import llmchat.gateway.generation.GenerationStarter.Started;

/** An answer as JSON, as it stands or as it stays. */
record AnswerJson(MessageJson.InTree answer) {
  static AnswerJson of(Message answer) {
    return new AnswerJson(MessageJson.InTree.of(answer));
  }

  /** A question that was taken, with its answer in the making and the id to follow it by. */
  record Asked(MessageJson.InTree question, MessageJson.InTree answer, String generation) {
    static Asked of(Started started) {
      return new Asked(
          MessageJson.InTree.of(started.asked().question()),
          MessageJson.InTree.of(started.asked().answer()),
          started.generation());
    }
  }

  /** What a follower is told first. */
  record Begun(String chatId, long questionId, MessageJson.InTree answer) {
    static Begun of(String chatId, long questionId, Message answer) {
      return new Begun(chatId, questionId, MessageJson.InTree.of(answer));
    }
  }
}
