package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import llmchat.testkit.Http;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who signed up. */
record Account(String name, String password, String key) {
  static final String PASSWORD = "a password of some length";

  /** The refusal of what only an administrator may do, for callers who are known. */
  static final String NOT_AN_ADMIN = "{\"detail\":\"Only an administrator may do this.\"}";

  private static final AtomicInteger NAMES = new AtomicInteger();

  /** Signs up under a name that nobody has. */
  static Account signUp(Http http) throws IOException, InterruptedException {
    String name = freshName();
    HttpResponse<String> answer = http.postForm("/signup/", form(name, PASSWORD));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Account(name, PASSWORD, json(answer).path("api_key").asString());
  }

  static String freshName() {
    return "user-" + NAMES.incrementAndGet();
  }

  /** Logs in; gives the access token. */
  String logIn(Http http) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.postForm("/login/", form(name, password));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).path("access_token").asString();
  }

  /** The form that sign-up and log-in take. */
  static String form(String name, String password) {
    return "username=" + encoded(name) + "&password=" + encoded(password);
  }

  /** An answer's body as a JSON tree. */
  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
