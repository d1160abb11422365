package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import llmchat.testkit.Http;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who signed up. */
public record Account(String name, String password, String key) {
  public static final String PASSWORD = "a password of some length";

  /** The refusal of what only an administrator may do, for callers who are known. */
  static final String NOT_AN_ADMIN = "{\"detail\":\"Only an administrator may do this.\"}";

  private static final AtomicInteger NAMES = new AtomicInteger();

  /** Signs up under a name that nobody has. */
  public static Account signUp(Http http) {
    return signUp(http, freshName());
  }

  /** The same under a name that is wanted. */
  public static Account signUp(Http http, String name) {
    HttpResponse<String> answer = posted(http, "/signup/", form(name, PASSWORD));
    return new Account(name, PASSWORD, json(answer).path("api_key").asString());
  }

  static String freshName() {
    return "user-" + NAMES.incrementAndGet();
  }

  /** Logs in; gives the access token. */
  public String logIn(Http http) {
    return json(posted(http, "/login/", form())).path("access_token").asString();
  }

  private static HttpResponse<String> posted(Http http, String path, String form) {
    try {
      HttpResponse<String> answer = http.postForm(path, form);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure);
    }
  }

  /** What this one sends to log in. */
  public String form() {
    return form(name, password);
  }

  /** The form that sign-up and log-in take. */
  public static String form(String name, String password) {
    return "username=" + encoded(name) + "&password=" + encoded(password);
  }

  /** An answer's body as a JSON tree. */
  public static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
