package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import llmchat.testkit.Bytes;
import llmchat.testkit.Headers;
import llmchat.testkit.Http;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whatever is sent to the first API, the answer is a clear error, and the next call is served. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private Product product;
  private Http http;
  private String key;
  private Http caller;

  @BeforeAll
  void install() throws Exception {
    product = Setup.of(Form.ONE_PROCESS).with("MAX_BODY_SIZE", "200KB").start();
    http = product.http();
    key = Account.signUp(http).key();
    caller = http.bearer(key);
  }

  @AfterAll
  void close() {
    product.close();
  }

  @AfterEach
  void stillServes() throws Exception {
    assertThat(caller.post("/chat/", "{\"message\": \"Hi\"}").statusCode()).isEqualTo(200);
    assertThat(http.get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAQuestionThatIsNoProperJsonObject() throws Exception {
    for (String body :
        List.of(
            "",
            " ",
            "{",
            "nonsense",
            "null",
            "7",
            "\"text\"",
            "[]",
            "{\"message\": \"Hi\"} more",
            "{\"message\": \"Hi\"",
            "{'message': 'Hi'}",
            "{\"message\": \"\\x\"}",
            "{\"message\": \"a\u0001b\"}",
            "{\"message\": NaN}",
            "message=Hi")) {
      CleanError.assertDetail(body, caller.post("/chat/", body), 422);
    }
  }

  @Test
  void refusesFieldsThatAreMissingOrOfAWrongType() throws Exception {
    for (String body :
        List.of(
            "{}",
            "{\"message\": null}",
            "{\"message\": 5}",
            "{\"message\": [\"Hi\"]}",
            "{\"message\": {}}",
            "{\"message\": \"\"}",
            "{\"message\": \"  \\n\"}",
            "{\"message\": \"Hi\", \"model\": 5}",
            "{\"message\": \"Hi\", \"model\": {}}",
            "{\"message\": \"Hi\", \"chat_id\": 5}",
            "{\"message\": \"Hi\", \"chat_id\": [\"a\"]}",
            "{\"message\": \"Hi\", \"stream\": \"yes\"}",
            "{\"message\": \"Hi\", \"stream\": 1}")) {
      CleanError.assertDetail(body, caller.post("/chat/", body), 422);
    }
    HttpResponse<String> several = caller.post("/chat/", "{\"model\": 5, \"stream\": \"yes\"}");
    assertThat(Account.json(several).path("detail").size()).isEqualTo(3);
  }

  @Test
  void refusesAModelOrAChatThatIsNotThere() throws Exception {
    for (String rest :
        List.of(
            "\"model\": \"no-such-model\"",
            "\"model\": \"" + "m".repeat(10_000) + "\"",
            "\"chat_id\": \"no-such-chat\"",
            "\"chat_id\": \"" + "c".repeat(10_000) + "\"",
            "\"chat_id\": \"\\u0000\"",
            "\"chat_id\": \"' or 1=1 --\"")) {
      String body = "{\"message\": \"Hi\", " + rest + "}";
      HttpResponse<String> answer = caller.post("/chat/", body);
      CleanError.assertDetail(body, answer, 404);
      assertThat(answer.body().length()).isLessThan(300);
    }
  }

  @Test
  void refusesNestingWithoutEnd() throws Exception {
    String deep = "[".repeat(90_000);
    CleanError.assertDetail("arrays", caller.post("/chat/", deep), 422);
    CleanError.assertDetail("objects", caller.post("/chat/", "{\"a\":".repeat(30_000) + "1"), 422);
    CleanError.assertDetail(
        "in a field", caller.post("/chat/", "{\"message\": \"Hi\", \"x\": " + deep), 422);
    CleanError.assertDetail("sign-up", http.post("/signup/", "[".repeat(60_000)), 422);
  }

  @Test
  void takesTextOfAnyKind() throws Exception {
    for (String message :
        List.of("\\u0000", "\\ud800", "\u202e\\u001b[31m", "\\\"\\\\", "\uffff😀")) {
      HttpResponse<String> answer = caller.post("/chat/", "{\"message\": \"" + message + "\"}");
      assertThat(answer.statusCode()).as(message + answer.body()).isEqualTo(200);
      String chat = Account.json(answer).path("chat_id").asString();
      assertThat(caller.get("/chat/" + chat + "/history").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesABodyThatIsTooLargeBeforeItIsSent() throws Exception {
    for (String path : List.of("/chat/", "/signup/", "/login/", "/v1/chat/completions")) {
      try (RawClient client = RawClient.connect(product.gateway().gatewayPort())) {
        String head =
            "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + key + "\r\n";
        client.send(head + "Content-Type: application/json\r\nContent-Length: 9999999999\r\n\r\n{");
        RawResponse answer = client.readResponse();
        assertThat(answer.status()).as(path).isEqualTo(413);
        if (!path.startsWith("/v1")) {
          CleanError.assertDetail(path, answer, 413);
        }
      }
    }
  }

  @Test
  void refusesABodyThatGrowsTooLarge() throws Exception {
    try (RawClient client = RawClient.connect(product.gateway().gatewayPort())) {
      client.send(
          "POST /chat/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
              + key
              + "\r\nTransfer-Encoding: chunked\r\n\r\n");
      String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
      for (int sent = 0; sent < 7; sent++) {
        client.send(chunk);
      }
      CleanError.assertDetail("chunks", client.readResponse(), 413);
    }
  }

  @Test
  void refusesBodiesInAFormThatItDoesNotRead() throws Exception {
    for (String path : List.of("/chat/", "/signup/")) {
      for (List<String> header :
          List.of(
              List.of("Content-Type", "multipart/form-data; boundary=x"),
              List.of("Content-Type", "application/json; charset=utf-16"),
              List.of("Content-Encoding", "gzip"))) {
        try (RawClient client = RawClient.connect(product.gateway().gatewayPort())) {
          Headers headers =
              Headers.of("Authorization", key, "Content-Length", "2")
                  .plus(header.getFirst(), header.getLast());
          client.send(RawClient.request("POST", path, headers, Bytes.utf8("{}")));
          CleanError.assertDetail(path + header, client.readResponse(), 415);
        }
      }
    }
  }

  @Test
  void namesTheMethodsThatAPathHas() throws Exception {
    Map<String, String> allowed =
        Map.of(
            "GET /signup/", "POST",
            "PUT /login", "POST",
            "GET /chat/", "POST",
            "DELETE /chat/abc/history", "GET, HEAD",
            "POST /docs", "GET, HEAD",
            "PATCH /metrics/", "GET, HEAD");
    for (var each : allowed.entrySet()) {
      String[] call = each.getKey().split(" ", -1);
      HttpResponse<String> answer = caller.send(call[0], call[1], "{}");
      CleanError.assertDetail(each.getKey(), answer, 405);
      assertThat(answer.headers().firstValue("allow")).contains(each.getValue());
    }
    HttpResponse<String> openAi = caller.get("/v1/chat/completions");
    CleanError.assertOpenAi("/v1", openAi, 405);
    assertThat(openAi.headers().firstValue("allow")).contains("POST");
  }

  @Test
  void saysThatAPathIsNotThere() throws Exception {
    for (String path :
        List.of(
            "/nothing",
            "/c",
            "/page/0123456789abcdef/app.js",
            "/chat/a/b/c/history",
            "//chat/",
            "/chat//history",
            "/docs/..%2f..%2fetc%2fpasswd",
            "/docs/swagger-ui.css%00",
            "/chat/%ff%fe/history/more",
            "/CHAT/")) {
      CleanError.assertDetail(
          path, caller.post(path, "{}"), path.matches("/(docs|page)/.*") ? 405 : 404);
      CleanError.assertDetail(path, caller.get(path), 404);
    }
    CleanError.assertOpenAi("/v1/nothing", caller.post("/v1/nothing", "{}"), 404);
    for (String chat : List.of("%00", "%ff", "a%2Fb", "%27%20or%201=1", "x".repeat(3_000))) {
      CleanError.assertDetail(chat, caller.get("/chat/" + chat + "/history"), 404);
      CleanError.assertDetail(
          chat, product.admin().get("/chat/" + chat + "/" + chat + "/history"), 404);
    }
  }

  @Test
  void refusesNamesAndPasswordsThatBreakTheRules() throws Exception {
    for (List<String> each :
        List.of(
            List.of("n".repeat(129), "12345678"),
            List.of("😀".repeat(129), "12345678"),
            List.of("tab\there", "12345678"),
            List.of("nul\0", "12345678"),
            List.of("del\u007f", "12345678"),
            List.of("next\u0085line", "12345678"),
            List.of("somebody", "1234567"),
            List.of("somebody", "p".repeat(1_025)),
            List.of("somebody", "€".repeat(342)))) {
      String form = Account.form(each.getFirst(), each.getLast());
      CleanError.assertDetail(form, http.postForm("/signup/", form), 422);
    }
    for (String body :
        List.of(
            "{\"username\": \"half\\ud800\", \"password\": \"12345678\"}",
            "{\"username\": \"somebody\", \"password\": \"half\\udc00half\"}",
            "{\"username\": 5, \"password\": \"12345678\"}",
            "{\"username\": [\"a\"], \"password\": {}}",
            "{\"username\": null, \"password\": null}")) {
      CleanError.assertDetail(body, http.post("/signup/", body), 422);
    }
    CleanError.assertDetail("percent", http.postForm("/signup/", "username=%zz&password=%4"), 422);
    CleanError.assertDetail("no form", http.postForm("/signup/", "&&==&;"), 422);
    assertThat(
            http.postForm("/signup/", Account.form("😀".repeat(128), "p".repeat(1_024)))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesLogInsThatCannotBe() throws Exception {
    for (List<String> each :
        List.of(
            List.of("nobody", "p".repeat(5_000)),
            List.of("n".repeat(5_000), "12345678"),
            List.of("nul\0", "12345678"))) {
      String form = Account.form(each.getFirst(), each.getLast());
      CleanError.assertDetail("log-in", http.postForm("/login/", form), 401);
    }
    String half = "{\"username\": \"\\ud800\", \"password\": \"12345678\"}";
    CleanError.assertDetail("half a pair", http.post("/login/", half), 401);
  }

  @Test
  void refusesKeysOfAnyStrangeForm() throws Exception {
    for (String strange :
        List.of(
            "Bearer", "Bearer ", "bearer a b", "\u00e9", "x".repeat(20_000), "llmc_", "llmc_a_b")) {
      try (RawClient client = RawClient.connect(product.gateway().gatewayPort())) {
        client.post("/verify_token/", "", "Authorization", strange);
        CleanError.assertDetail(strange, client.readResponse(), 403);
      }
    }
    try (RawClient client = RawClient.connect(product.gateway().gatewayPort())) {
      client.post("/verify_token/", "", "Authorization", key, "Authorization", "other");
      CleanError.assertDetail("two headers", client.readResponse(), 403);
    }
  }

  @Test
  void makesOneAccountOfManySignUpsInTheSameInstant() throws Exception {
    String form = Account.form(Account.freshName(), "12345678");

    List<HttpResponse<String>> answers =
        Parallel.run(12, i -> () -> http.postForm("/signup/", form));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
    for (HttpResponse<String> answer : answers) {
      if (answer.statusCode() != 200) {
        CleanError.assertDetail("the others", answer, 400);
      }
    }
  }

  @Test
  void answersHeadsThatAreNoHttp() throws Exception {
    for (String head :
        List.of(
            "nonsense\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n",
            "POST /chat/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
            "POST /chat/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
            "POST /chat/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked"
                + "\r\n\r\n0\r\n\r\n")) {
      try (RawClient client = RawClient.connect(product.gateway().gatewayPort())) {
        client.send(head);
        RawResponse answer = client.readResponse();
        assertThat(answer.status()).as(head).isBetween(400, 505);
        assertThat(answer.status()).as(head).isNotEqualTo(500);
        assertThat(answer.body().utf8()).doesNotContain("Exception").doesNotContain("netty");
      }
    }
  }
}
