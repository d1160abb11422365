package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import llmchat.testkit.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every route with no key, a wrong key, the owner's key, another user's key and the admin key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRouteTest {
  /** A route, the request for it, and the statuses in the order of {@link #callers}. */
  private record Row(String route, String path, String body, List<Integer> statuses) {
    Row(String route, String body, Integer... statuses) {
      this(route, route.split(" ", 2)[1], body, List.of(statuses));
    }

    Row at(String otherPath) {
      return new Row(route, otherPath, body, statuses);
    }

    String method() {
      return route.split(" ", 2)[0];
    }
  }

  private Product product;
  private Account ann;
  private String chat;
  private String key;

  @BeforeAll
  void install() throws Exception {
    product = Setup.of(Form.ONE_PROCESS).start();
    ann = Account.signUp(product.http());
    HttpResponse<String> begun =
        product.http().bearer(ann.key()).post("/chat/", "{\"message\": \"Hi\"}");
    chat = Account.json(begun).path("chat_id").asString();
    HttpResponse<String> made =
        product.http().bearer(ann.key()).post("/api/me/keys", "{\"name\": \"Second key\"}");
    key = Account.json(made).path("id").asString();
  }

  @AfterAll
  void close() {
    product.close();
  }

  @Test
  void answersEachCallerAsTheTableSays() throws Exception {
    List<Http> callers = callers();
    List<String> wrong = new ArrayList<>();
    for (Row row : rows()) {
      for (int i = 0; i < callers.size(); i++) {
        HttpResponse<String> answer = callers.get(i).send(row.method(), row.path(), row.body());
        if (answer.statusCode() != row.statuses().get(i)) {
          wrong.add(row + " caller " + i + ": " + answer.statusCode() + " " + answer.body());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void hasARowForEachRouteOfTheGateway() {
    List<String> routes =
        product.gateway().gateway().orElseThrow().routes().stream()
            .map(route -> route.method() + " " + route.path())
            .distinct()
            .toList();

    assertThat(rows().stream().map(Row::route).distinct())
        .containsExactlyInAnyOrderElementsOf(routes);
  }

  private List<Http> callers() throws Exception {
    Http http = product.http();
    Account ben = Account.signUp(http);
    return List.of(
        http,
        http.bearer(
            ann.key().substring(0, ann.key().length() - 1) + (ann.key().endsWith("x") ? "y" : "x")),
        http.bearer(ann.key()),
        http.bearer(ben.key()),
        product.admin());
  }

  private List<Row> rows() {
    String name = "{\"username\": \"ann-of-the-table\", \"password\": \"12345678\"}";
    String mine = "{\"message\": \"Hi\", \"chat_id\": \"" + chat + "\"}";
    String wrong =
        "{\"password\": \"not it\", \"current_password\": \"not it\", \"new_password\": \"12345678\"}";
    String keyName = "{\"name\": \"one of mine\"}";
    String text = "{\"model\": \"gpt-4o-mini\", \"prompt\": \"Hi\"}";
    String input = "{\"model\": \"gpt-4o-mini\", \"input\": \"Hi\"}";
    return List.of(
        new Row("POST /signup", name, 200, 400, 400, 400, 400),
        new Row("POST /login", name, 200, 200, 200, 200, 200),
        new Row("POST /logout", "", 403, 403, 200, 200, 200),
        new Row("POST /verify_token", "", 403, 403, 200, 200, 200),
        new Row("GET /api/page", "", 200, 200, 200, 200, 200),
        new Row("GET /api/me", "", 403, 403, 200, 200, 200),
        new Row("DELETE /api/me", wrong, 403, 403, 422, 422, 403),
        new Row("PUT /api/me/password", wrong, 403, 403, 422, 422, 403),
        new Row("GET /api/me/sessions", "", 403, 403, 200, 200, 403),
        new Row("DELETE /api/me/sessions", "", 403, 403, 200, 200, 403),
        new Row("GET /api/me/keys", "", 403, 403, 200, 200, 403),
        new Row("POST /api/me/keys", keyName, 403, 403, 201, 201, 403),
        new Row("PATCH /api/me/keys/{key_id}", keyName, 403, 403, 200, 404, 403)
            .at("/api/me/keys/" + key),
        new Row("DELETE /api/me/keys/{key_id}", "", 403, 403, 200, 404, 403)
            .at("/api/me/keys/" + key),
        new Row("POST /chat", "{\"message\": \"Hi\"}", 403, 403, 200, 200, 200),
        new Row("POST /chat", mine, 403, 403, 200, 404, 404),
        new Row("GET /chat/{chat_id}/history", "", 403, 403, 200, 404, 404)
            .at("/chat/" + chat + "/history"),
        new Row("GET /chat/{username}/{chat_id}/history", "", 403, 403, 403, 403, 200)
            .at("/chat/" + ann.name() + "/" + chat + "/history"),
        new Row("GET /api/chats", "", 403, 403, 200, 200, 200),
        new Row("POST /api/chats", "{}", 403, 403, 201, 201, 201),
        new Row("GET /api/chats/{chat_id}", "", 403, 403, 200, 404, 404).at("/api/chats/" + chat),
        new Row("PATCH /api/chats/{chat_id}", "{\"pinned\":true}", 403, 403, 200, 404, 404)
            .at("/api/chats/" + chat),
        new Row("GET /api/chats/{chat_id}/messages", "", 403, 403, 200, 404, 404)
            .at("/api/chats/" + chat + "/messages"),
        new Row("POST /api/chats/{chat_id}/messages", "{\"text\":\"?\"}", 403, 403, 202, 404, 404)
            .at("/api/chats/" + chat + "/messages"),
        new Row(
                "POST /api/chats/{chat_id}/messages/{message_id}/answers",
                "{}",
                403,
                403,
                404,
                404,
                404)
            .at("/api/chats/" + chat + "/messages/999999999/answers"),
        new Row("GET /api/chats/{chat_id}/export", "", 403, 403, 200, 404, 404)
            .at("/api/chats/" + chat + "/export"),
        new Row("GET /api/generations/{generation_id}/events", "", 403, 403, 404, 404, 404)
            .at("/api/generations/none/events"),
        new Row("POST /api/generations/{generation_id}/stop", "", 403, 403, 404, 404, 404)
            .at("/api/generations/none/stop"),
        new Row("GET /api/search", "", 403, 403, 200, 200, 200).at("/api/search?q=Hi"),
        new Row("GET /api/export", "", 403, 403, 200, 200, 200),
        new Row("POST /api/import", "{\"chats\":[]}", 403, 403, 200, 200, 200),
        new Row("DELETE /api/chats/{chat_id}", "", 403, 403, 200, 404, 404)
            .at("/api/chats/" + chat),
        new Row("POST /api/chats/{chat_id}/restore", "", 403, 403, 200, 404, 404)
            .at("/api/chats/" + chat + "/restore"),
        new Row("POST /v1/chat/completions", Calls.CALL, 401, 401, 200, 200, 200),
        new Row("POST /v1/completions", text, 401, 401, 200, 200, 200),
        new Row("POST /v1/embeddings", input, 401, 401, 200, 200, 200),
        new Row("GET /v1/models", "", 401, 401, 200, 200, 200),
        new Row("GET /v1/models/{model*}", "", 401, 401, 200, 200, 200)
            .at("/v1/models/gpt-4o-mini"),
        new Row("GET /v1/models/{model*}", "", 401, 401, 404, 404, 404).at("/v1/models/other"),
        new Row("GET /metrics", "", 403, 403, 403, 403, 200),
        new Row("GET /", "", 200, 200, 200, 200, 200),
        new Row("GET /c/{chat_id}", "", 200, 200, 200, 200, 200).at("/c/" + chat),
        new Row("GET /settings", "", 200, 200, 200, 200, 200),
        new Row("GET /page/{version}/{file*}", "", 404, 404, 404, 404, 404).at("/page/old/app.js"),
        new Row("GET /favicon.svg", "", 200, 200, 200, 200, 200),
        new Row("GET /docs", "", 200, 200, 200, 200, 200),
        new Row("GET /docs/{part}", "", 200, 200, 200, 200, 200).at("/docs/docs.js"),
        new Row("GET /openapi.json", "", 200, 200, 200, 200, 200),
        new Row("GET /livez", "", 200, 200, 200, 200, 200),
        new Row("GET /readyz", "", 200, 200, 200, 200, 200),
        new Row("GET /healthz", "", 200, 200, 200, 200, 200));
  }
}
