package llmchat.gateway.chats;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import llmchat.llm.chat.ChatRole;
import llmchat.llm.chat.Turn;
import llmchat.server.http.JsonBody;
import org.junit.jupiter.api.Test;

/** Names, order and nulls of the chat API, which clients and older exports rely on. */
class ChatJsonTest {
  private static final Chat FRESH =
      new Chat("c1", Optional.empty(), Optional.empty(), Optional.empty(), false, 1, 2);
  private static final Message QUESTION =
      message(1, Optional.empty(), ChatRole.USER, "Hi", Status.COMPLETE, Optional.empty());
  private static final Message ANSWER =
      message(2, Optional.of(1L), ChatRole.ASSISTANT, "", Status.FAILED, Optional.of("No."));

  private static final String QUESTION_JSON =
      "{\"id\":1,\"parent_id\":null,\"role\":\"user\",\"text\":\"Hi\",\"status\":\"complete\","
          + "\"error\":null,\"model\":null,\"created_at\":5";
  private static final String ANSWER_JSON =
      "{\"id\":2,\"parent_id\":1,\"role\":\"assistant\",\"text\":\"\",\"status\":\"failed\","
          + "\"error\":\"No.\",\"model\":null,\"created_at\":5";

  private static Message message(
      long id,
      Optional<Long> parent,
      ChatRole role,
      String text,
      Status status,
      Optional<String> error) {
    return new Message(
        id, parent, role, text, status, error, Optional.empty(), 5, List.of(id, id + 7));
  }

  @Test
  void listsAChat() {
    assertThat(json(new ChatJson.Listed(ChatJson.of(FRESH), Optional.empty())))
        .isEqualTo(
            "{\"id\":\"c1\",\"title\":null,\"model\":null,\"system_prompt\":null,"
                + "\"pinned\":false,\"created_at\":1,\"updated_at\":2,\"generation\":null}");
  }

  @Test
  void showsAMessageAmongItsSiblings() {
    assertThat(json(MessageJson.InTree.of(QUESTION)))
        .isEqualTo(QUESTION_JSON + ",\"siblings\":[1,8]}");
  }

  @Test
  void exportsAChatWithTheMessagesOfAllBranches() {
    assertThat(exported(Optional.of(2L), QUESTION, ANSWER))
        .isEqualTo(
            "{\"id\":\"c1\",\"title\":null,\"model\":null,\"system_prompt\":null,"
                + "\"pinned\":false,\"created_at\":1,\"updated_at\":2,\"current\":2,"
                + ("\"messages\":[" + QUESTION_JSON + "}," + ANSWER_JSON + "}]}"));
  }

  @Test
  void exportsAChatInWhichNothingWasSaid() {
    assertThat(exported(Optional.empty()))
        .endsWith("\"updated_at\":2,\"current\":null,\"messages\":[]}");
  }

  @Test
  void showsTheHistoryOfTheFirstApi() {
    assertThat(json(HistoryJson.of("c1", List.of(Turn.user("Hi"), Turn.assistant("Ho")))))
        .isEqualTo(
            "{\"chat_id\":\"c1\",\"history\":[{\"role\":\"user\",\"text\":\"Hi\"},"
                + "{\"role\":\"assistant\",\"text\":\"Ho\"}]}");
  }

  private static String exported(Optional<Long> shown, Message... messages) {
    Buffer bytes = ExportFormat.JSON.chatBegin(FRESH, shown).copy();
    for (int i = 0; i < messages.length; i++) {
      ExportFormat.JSON.append(bytes, messages[i], i == 0);
    }
    return bytes + ExportFormat.JSON.chatEnd();
  }

  private static String json(Record answer) {
    return JsonBody.of(answer).toString();
  }
}
