package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import llmchat.testkit.Await;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people see of their accounts and do with them. */
class OwnAccountTest extends Suite {
  private static final String NEW_PASSWORD = "another password of some length";

  OwnAccountTest(Product product) {
    super(product);
  }

  @Test
  void tellsWhoAsks() throws Exception {
    Account ann = Account.signUp(http);

    assertThat(http.bearer(ann.key()).get("/api/me").body())
        .isEqualTo(
            "{\"username\":\"%s\",\"admin\":false,\"signed_in_by\":\"key\",\"demo\":false,\"default_model\":\"gpt-4o-mini\",\"models\":[\"gpt-4o-mini\"],\"limits\":[]}"
                .formatted(ann.name()));
    JsonNode session = Account.json(http.bearer(ann.logIn(http)).get("/api/me"));
    assertThat(session.path("signed_in_by").asString()).isEqualTo("session");
    JsonNode admin = Account.json(product.admin().get("/api/me"));
    assertThat(admin.path("signed_in_by").asString()).isEqualTo("admin");
    assertThat(admin.path("admin").asBoolean()).isTrue();
    assertThat(http.get("/api/page").body()).isEqualTo("{\"signup\":\"open\"}");
  }

  @Test
  void makesNamesAndRevokesKeys() throws Exception {
    Http ann = http.bearer(Account.signUp(http).logIn(http));

    HttpResponse<String> made = ann.post("/api/me/keys", "{\"name\": \"  my laptop \"}");

    assertThat(made.statusCode()).isEqualTo(201);
    JsonNode key = Account.json(made);
    String text = key.path("key").asString();
    assertThat(text)
        .startsWith(key.path("begins").asString() + "_")
        .endsWith(key.path("ends").asString());
    assertThat(key.path("name").asString()).isEqualTo("my laptop");
    assertThat(key.path("last_used_at").isNull()).isTrue();
    assertThat(http.bearer(text).get("/v1/models").statusCode()).isEqualTo(200);

    HttpResponse<String> listed = ann.get("/api/me/keys");
    assertThat(names(listed)).containsExactly("my laptop", "First key");
    assertThat(listed.body()).doesNotContain(text);

    String path = "/api/me/keys/" + key.path("id").asString();
    HttpResponse<String> renamed = ann.send("PATCH", path, "{\"name\": \"the old laptop\"}");
    assertThat(renamed.statusCode()).isEqualTo(200);
    assertThat(names(ann.get("/api/me/keys"))).containsExactly("the old laptop", "First key");

    assertThat(ann.delete(path).body()).isEqualTo("{\"message\":\"Key revoked.\"}");
    assertThat(http.bearer(text).get("/v1/models").statusCode()).as("at once").isEqualTo(401);
    assertThat(names(ann.get("/api/me/keys"))).containsExactly("First key");
    assertThat(ann.delete(path).statusCode()).isEqualTo(404);
  }

  @Test
  void notesThatAKeyWasUsed() throws Exception {
    Account account = Account.signUp(http);
    Http ann = http.bearer(account.logIn(http));
    assertThat(firstKey(ann).path("last_used_at").isNull()).isTrue();

    http.bearer(account.key()).get("/v1/models");

    Await.until("the use of a key", () -> !firstKey(ann).path("last_used_at").isNull());
    assertThat(firstKey(ann).path("last_used_at").asLong())
        .isGreaterThanOrEqualTo(firstKey(ann).path("created_at").asLong());
  }

  @Test
  void refusesNamesThatAreNone() throws Exception {
    Http ann = http.bearer(Account.signUp(http).key());
    for (String body :
        List.of(
            "{}",
            "{\"name\": \"  \"}",
            "{\"name\": 1}",
            "{\"name\": \"" + "x".repeat(81) + "\"}",
            "{\"name\": \"a\\u0000b\"}",
            "{\"name\": \"\\ud800\"}")) {
      HttpResponse<String> answer = ann.post("/api/me/keys", body);
      assertThat(answer.statusCode()).as(body).isEqualTo(422);
      assertThat(answer.body()).contains("\"loc\":[\"body\",\"name\"]");
    }
    assertThat(
            ann.post("/api/me/keys", "{\"name\": \"" + "\ud83d\ude00".repeat(80) + "\"}")
                .statusCode())
        .isEqualTo(201);
  }

  @Test
  void makesFiftyKeysAndNoMore() throws Exception {
    Http ann = http.bearer(Account.signUp(http).key());
    for (int key = 2; key <= 50; key++) {
      assertThat(ann.post("/api/me/keys", "{\"name\": \"one more\"}").statusCode()).isEqualTo(201);
    }
    HttpResponse<String> answer = ann.post("/api/me/keys", "{\"name\": \"too many\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("50 keys");
    assertThat(names(ann.get("/api/me/keys"))).hasSize(50);
  }

  @Test
  void hidesAUsersKeysAndSessionsFromOthers() throws Exception {
    Account ann = Account.signUp(http);
    Http annsSession = http.bearer(ann.logIn(http));
    Http ben = http.bearer(Account.signUp(http).logIn(http));
    String annsKey = "/api/me/keys/" + firstKey(annsSession).path("id").asString();

    for (String path : List.of(annsKey, "/api/me/keys/AAAAAAAAAAAAAAAAAAAAAA", "/api/me/keys/x")) {
      for (HttpResponse<String> answer :
          List.of(ben.delete(path), ben.send("PATCH", path, "{\"name\": \"mine\"}"))) {
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Key not found\"}");
      }
    }
    assertThat(Account.json(ben.get("/api/me/sessions")).path("sessions").size()).isEqualTo(1);
    assertThat(ben.delete("/api/me/sessions").body()).isEqualTo("{\"ended_sessions\":0}");
    assertThat(annsSession.get("/api/me").statusCode()).isEqualTo(200);
    assertThat(http.bearer(ann.key()).get("/api/me").statusCode()).isEqualTo(200);
    assertThat(firstKey(annsSession).path("name").asString()).isEqualTo("First key");
  }

  @Test
  void listsSessionsAndEndsTheOthers() throws Exception {
    Account account = Account.signUp(http);
    Http first = http.bearer(account.logIn(http));
    Http second = http.bearer(account.logIn(http));
    assertThat(first.get("/api/me").statusCode()).isEqualTo(200);

    JsonNode sessions = Account.json(second.get("/api/me/sessions")).path("sessions");
    assertThat(sessions.size()).isEqualTo(2);
    assertThat(stream(sessions).filter(session -> session.path("current").asBoolean())).hasSize(1);
    assertThat(stream(sessions))
        .allMatch(
            session -> session.path("expires_at").asLong() > session.path("created_at").asLong());
    assertThat(Account.json(http.bearer(account.key()).get("/api/me/sessions")).toString())
        .as("a key is no session")
        .doesNotContain("true");

    assertThat(second.delete("/api/me/sessions").body()).isEqualTo("{\"ended_sessions\":1}");
    assertThat(first.get("/api/me").statusCode()).as("at once").isEqualTo(403);
    assertThat(second.get("/api/me").statusCode()).isEqualTo(200);
    assertThat(http.bearer(account.key()).get("/api/me").statusCode()).isEqualTo(200);
  }

  @Test
  void changesThePasswordAndEndsTheOtherSessions() throws Exception {
    Account account = Account.signUp(http);
    Http here = http.bearer(account.logIn(http));
    Http there = http.bearer(account.logIn(http));
    assertThat(there.get("/api/me").statusCode()).isEqualTo(200);

    HttpResponse<String> answer = change(here, account.password(), NEW_PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"ended_sessions\":1}");
    assertThat(there.get("/api/me").statusCode()).as("at once").isEqualTo(403);
    assertThat(here.get("/api/me").statusCode()).isEqualTo(200);
    assertThat(http.bearer(account.key()).get("/api/me").statusCode()).isEqualTo(200);
    assertThat(logIn(account.name(), account.password()).statusCode()).isEqualTo(401);
    assertThat(logIn(account.name(), NEW_PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void saysWhichPasswordIsWrong() throws Exception {
    Http ann = http.bearer(Account.signUp(http).key());

    HttpResponse<String> wrong = change(ann, "not my password", NEW_PASSWORD);
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("\"loc\":[\"body\",\"current_password\"]");
    HttpResponse<String> weak = change(ann, Account.PASSWORD, "short");
    assertThat(weak.statusCode()).isEqualTo(422);
    assertThat(weak.body()).contains("\"loc\":[\"body\",\"new_password\"]", "string_too_short");
    assertThat(change(ann, "", NEW_PASSWORD).body()).contains("\"type\":\"missing\"");
    HttpResponse<String> kept = ann.send("DELETE", "/api/me", "{\"password\": \"not it\"}");
    assertThat(kept.statusCode()).isEqualTo(422);
    assertThat(kept.body()).contains("\"loc\":[\"body\",\"password\"]");
    assertThat(ann.get("/api/me").statusCode()).isEqualTo(200);
  }

  @Test
  void slowsDownWhoGuessesThePasswordOfAnOpenSession() throws Exception {
    Account account = Account.signUp(http);
    Http ann = http.bearer(account.logIn(http));
    for (int guess = 0; guess < 5; guess++) {
      assertThat(change(ann, "guess " + guess, NEW_PASSWORD).statusCode()).isEqualTo(422);
    }

    HttpResponse<String> answer = change(ann, account.password(), NEW_PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(logIn(account.name(), account.password()).statusCode()).isEqualTo(429);
  }

  @Test
  void deletesAnAccountWithAllThatIsItsOwn() throws Exception {
    Account account = Account.signUp(http);
    Http ann = http.bearer(account.logIn(http));
    Http ben = http.bearer(Account.signUp(http).key());
    String annsChat = begin(http.bearer(account.key()));
    ann.post("/chat", "{\"message\": \"And?\", \"chat_id\": \"" + annsChat + "\"}");
    String bensChat = begin(ben);

    HttpResponse<String> answer =
        ann.send("DELETE", "/api/me", "{\"password\": \"" + account.password() + "\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"message\":\"Account deleted.\"}");
    assertThat(answer.headers().firstValue("set-cookie").orElse("")).contains("Max-Age=0");
    assertThat(ann.get("/api/me").statusCode()).isEqualTo(403);
    assertThat(http.bearer(account.key()).get("/api/me").statusCode()).isEqualTo(403);
    assertThat(logIn(account.name(), account.password()).statusCode()).isEqualTo(401);
    assertThat(
            product
                .admin()
                .get("/chat/" + account.name() + "/" + annsChat + "/history")
                .statusCode())
        .isEqualTo(404);
    assertThat(ben.get("/chat/" + bensChat + "/history").statusCode()).isEqualTo(200);
    assertThat(http.postForm("/signup", Account.form(account.name(), NEW_PASSWORD)).statusCode())
        .as("the name is free")
        .isEqualTo(200);
  }

  @Test
  void hasNoAccountForTheAdmin() throws Exception {
    Http admin = product.admin();
    for (HttpResponse<String> answer :
        List.of(
            admin.get("/api/me/keys"),
            admin.post("/api/me/keys", "{\"name\": \"mine\"}"),
            admin.get("/api/me/sessions"),
            admin.delete("/api/me/sessions"),
            change(admin, Account.PASSWORD, NEW_PASSWORD),
            admin.send("DELETE", "/api/me", "{\"password\": \"any\"}"))) {
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"detail\":\"The admin key has no account.\"}");
    }
  }

  @Test
  void keepsTheSessionOfWhoAsksForWhatOnlyAnAdministratorMayDo() throws Exception {
    Account account = Account.signUp(http);
    for (Http ann : List.of(http.bearer(account.logIn(http)), http.bearer(account.key()))) {
      for (String path : List.of("/metrics", "/chat/anybody/AAAAAAAAAAAAAAAAAAAAAA/history")) {
        HttpResponse<String> answer = ann.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(403);
        assertThat(answer.body()).isEqualTo(Account.NOT_AN_ADMIN);
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
      }
      assertThat(ann.get("/api/me").statusCode()).isEqualTo(200);
    }
  }

  /** A page elsewhere makes a browser send the cookie; a form or a script of it changes nothing. */
  @Test
  void changesNothingForPagesOfOthers() throws Exception {
    Account account = Account.signUp(http);
    Http cookie = http.with("Cookie", "llm_chat_session=" + account.logIn(http));
    String name = "{\"name\": \"from a page\"}";

    for (Http page :
        List.of(
            cookie,
            cookie.with("Sec-Fetch-Site", "cross-site"),
            cookie.with("Sec-Fetch-Site", "same-site"),
            cookie.with("Sec-Fetch-Site", "none"),
            cookie.with("Origin", "https://elsewhere.example"),
            cookie.with("Origin", "null"))) {
      for (HttpResponse<String> answer :
          List.of(
              page.post("/api/me/keys", name),
              page.send("PATCH", "/api/me/keys/x", name),
              page.delete("/api/me/sessions"),
              change(page, account.password(), NEW_PASSWORD),
              page.post("/logout", ""))) {
        assertThat(answer.statusCode()).as("%s", page.headers()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"Unauthorized\"}");
      }
    }
    assertThat(cookie.get("/api/me").statusCode()).as("reading").isEqualTo(200);
    assertThat(cookie.with("Origin", http.origin()).post("/api/me/keys", name).statusCode())
        .isEqualTo(201);
    assertThat(cookie.with("Sec-Fetch-Site", "same-origin").delete("/api/me/sessions").statusCode())
        .isEqualTo(200);
  }

  /** It could log its visitor in under a name of its own, and read later what was asked. */
  @Test
  void setsNoCookieForPagesOfOthers() throws Exception {
    Account account = Account.signUp(http);
    String form = Account.form(account.name(), account.password());

    assertThat(cookieOf(http.with("Sec-Fetch-Site", "same-origin").postForm("/login", form)))
        .matches("llm_chat_session=llms_\\w+; Path=/; HttpOnly; SameSite=Lax; Max-Age=\\d+");
    for (Http page :
        List.of(
            http.with("Sec-Fetch-Site", "cross-site"),
            http.with("Origin", "https://elsewhere.example"))) {
      HttpResponse<String> answer = page.postForm("/login", form);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(cookieOf(answer)).isEmpty();
    }
  }

  @Test
  void letsNobodyKeepItsAnswers() throws Exception {
    Http ann = http.bearer(Account.signUp(http).key());
    for (HttpResponse<String> answer :
        List.of(
            http.get("/api/page"),
            ann.get("/api/me"),
            http.get("/api/me"),
            ann.get("/api/none"),
            ann.post("/api/me/keys", "{}"),
            ann.post("/api/me", "{}"))) {
      assertThat(answer.headers().allValues("cache-control")).containsExactly("no-store");
      assertThat(answer.headers().allValues("x-content-type-options")).containsExactly("nosniff");
    }
  }

  private HttpResponse<String> logIn(String name, String password) throws Exception {
    return http.postForm("/login", Account.form(name, password));
  }

  private static HttpResponse<String> change(Http caller, String current, String wanted)
      throws Exception {
    return caller.send(
        "PUT",
        "/api/me/password",
        "{\"current_password\": \"%s\", \"new_password\": \"%s\"}".formatted(current, wanted));
  }

  private static String begin(Http caller) throws Exception {
    return Account.json(caller.post("/chat", "{\"message\": \"Hi\"}")).path("chat_id").asString();
  }

  private static String cookieOf(HttpResponse<String> answer) {
    return answer.headers().firstValue("set-cookie").orElse("");
  }

  private static JsonNode firstKey(Http caller) throws Exception {
    return Account.json(caller.get("/api/me/keys")).path("keys").path(0);
  }

  private static List<String> names(HttpResponse<String> keys) {
    return stream(Account.json(keys).path("keys")).map(key -> key.path("name").asString()).toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
