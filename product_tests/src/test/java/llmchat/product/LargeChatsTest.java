package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many chats, and chats of much text: pages stay small, files come whole. */
class LargeChatsTest {
  /** Imports of 8,000 chats once never ended: each future was composed of the next one. */
  @Test
  void importsAndExportsTenThousandChats() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).start()) {
      Http ann = product.http().bearer(Account.signUp(product.http()).key());

      JsonNode imported = json(ann.post("/api/import", file(10_000, "Hi", 1)));
      JsonNode exported = json(ann.get("/api/export"));

      assertThat(imported.path("imported").asInt()).isEqualTo(10_000);
      assertThat(exported.path("version").asInt()).isEqualTo(1);
      assertThat(exported.path("chats")).hasSize(10_000);
      assertThat(exported.path("chats").path(9_999).path("messages")).hasSize(1);
    }
  }

  @Test
  void endsAPageOfMessagesEarlyWhereTheyAreLarge() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).start()) {
      Http ann = product.http().bearer(Account.signUp(product.http()).key());
      json(ann.post("/api/import", file(1, "x".repeat(200_000), 10)));
      String chat = json(ann.get("/api/chats")).path("chats").path(0).path("id").asString();

      JsonNode page = json(ann.get("/api/chats/" + chat + "/messages?limit=500"));
      JsonNode next =
          json(
              ann.get(
                  "/api/chats/" + chat + "/messages?limit=500&end=" + page.path("older").asLong()));

      assertThat(page.path("messages")).hasSize(2);
      assertThat(next.path("messages")).hasSize(2);
      assertThat(json(ann.get("/api/export")).path("chats").path(0).path("messages")).hasSize(10);
    }
  }

  @Test
  void endsAPageOfChatsEarlyWhereTheirPromptsAreLarge() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).start()) {
      Http ann = product.http().bearer(Account.signUp(product.http()).key());
      String chat = "{\"system_prompt\":\"" + "\u00e9".repeat(100_000) + "\"}";
      for (int i = 0; i < 5; i++) {
        assertThat(ann.post("/api/chats", chat).statusCode()).isEqualTo(201);
      }

      JsonNode first = json(ann.get("/api/chats"));
      JsonNode second = json(ann.get("/api/chats?after=" + first.path("next").asString()));
      JsonNode third = json(ann.get("/api/chats?after=" + second.path("next").asString()));

      assertThat(first.path("chats")).hasSize(2);
      assertThat(second.path("chats")).hasSize(2);
      assertThat(third.path("chats")).hasSize(1);
      assertThat(third.path("next").isNull()).isTrue();
    }
  }

  @Test
  void refusesAFileOfAVersionThatIsNotKnown() throws Exception {
    try (Product product = Setup.of(Form.ONE_PROCESS).start()) {
      Http ann = product.http().bearer(Account.signUp(product.http()).key());

      HttpResponse<String> refused = ann.post("/api/import", "{\"version\":2,\"chats\":[]}");

      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("version");
    }
  }

  private static String file(int chats, String text, int messages) {
    String all =
        IntStream.rangeClosed(1, messages)
            .mapToObj(id -> message(id, text))
            .collect(Collectors.joining(","));
    String chat = "{\"title\":\"t\",\"created_at\":1,\"updated_at\":1,\"messages\":[" + all + "]}";
    return "{\"format\":\"llm-chat\",\"version\":1,\"chats\":["
        + String.join(",", Collections.nCopies(chats, chat))
        + "]}";
  }

  private static String message(int id, String text) {
    return "{\"id\":%d,\"parent_id\":%s,\"role\":\"user\",\"text\":\"%s\",\"status\":\"complete\",\"created_at\":1}"
        .formatted(id, id == 1 ? "null" : id - 1, text);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode())
        .as(answer.body().length() < 500 ? answer.body() : "")
        .isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }
}
