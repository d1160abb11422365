package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import llmchat.testkit.Http;
import org.junit.jupiter.api.Test;

/** Sign-up, log-in and keys, as the first API has them. */
class AccountsTest extends Suite {
  private static final String UNAUTHORIZED = "{\"detail\":\"Unauthorized\"}";
  private static final String WRONG = "{\"detail\":\"Incorrect username or password\"}";

  AccountsTest(Product product) {
    super(product);
  }

  @Test
  void signsUpByForm() throws Exception {
    HttpResponse<String> answer =
        http.postForm("/signup/", Account.form(Account.freshName(), Account.PASSWORD));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    assertThat(answer.headers().firstValue("x-request-id")).isPresent();
    String key = Account.json(answer).path("api_key").asString();
    assertThat(answer.body())
        .isEqualTo("{\"message\":\"User created successfully.\",\"api_key\":\"" + key + "\"}");
    assertThat(http.bearer(key).post("/verify_token/", "").statusCode()).isEqualTo(200);
  }

  @Test
  void signsUpByJson() throws Exception {
    HttpResponse<String> answer =
        http.post(
            "/signup",
            "{\"username\": \"%s\", \"password\": \"päßwörd \\u20ac 😀\"}"
                .formatted(Account.freshName()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"message\":\"User created successfully.\"");
  }

  @Test
  void overlooksTheOtherFieldsOfAnOAuthForm() throws Exception {
    String name = Account.freshName();
    String extra = "grant_type=password&scope=&client_id=&client_secret=&";

    assertThat(http.postForm("/signup/", extra + Account.form(name, "12345678")).statusCode())
        .isEqualTo(200);
    assertThat(http.postForm("/login/", extra + Account.form(name, "12345678")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesANameThatIsTakenAtAnyGateway() throws Exception {
    String name = Account.freshName();
    assertThat(http.postForm("/signup/", Account.form(name, "12345678")).statusCode())
        .isEqualTo(200);

    HttpResponse<String> again =
        product.other().postForm("/signup/", Account.form(name, "87654321"));

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).isEqualTo("{\"detail\":\"Username already taken\"}");
  }

  @Test
  void comparesNamesAfterComposingThem() throws Exception {
    String name = Account.freshName();
    http.postForm("/signup/", Account.form(name + "\u00e9", "12345678"));

    HttpResponse<String> again =
        http.postForm("/signup/", Account.form(name + "e\u0301", "12345678"));
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(http.postForm("/login/", Account.form(name + "e\u0301", "12345678")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void saysWhichFieldsOfASignUpAreWrong() throws Exception {
    HttpResponse<String> answer = http.postForm("/signup/", "username=&password=short");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(
            "{\"detail\":[{\"type\":\"string_too_short\",\"loc\":[\"body\",\"username\"],"
                + "\"msg\":\"String should have at least 1 character\",\"input\":null},"
                + "{\"type\":\"string_too_short\",\"loc\":[\"body\",\"password\"],"
                + "\"msg\":\"String should have at least 8 bytes\",\"input\":null}]}");
  }

  /** All bytes that are not UTF-8 were once the same character, and so were names made of them. */
  @Test
  void refusesAFormThatIsNotUtf8() throws Exception {
    HttpResponse<String> answer =
        http.postForm("/signup/", "username=%ff%fe&password=change-me-please");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("The form is not valid UTF-8");
  }

  @Test
  void saysThatFieldsAreMissing() throws Exception {
    for (HttpResponse<String> answer :
        List.of(http.postForm("/login/", ""), http.post("/signup/", "{}"))) {
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body())
          .isEqualTo(
              "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"username\"],"
                  + "\"msg\":\"Field required\",\"input\":null},"
                  + "{\"type\":\"missing\",\"loc\":[\"body\",\"password\"],"
                  + "\"msg\":\"Field required\",\"input\":null}]}");
    }
  }

  @Test
  void logsInWithATokenAndACookie() throws Exception {
    Account ann = Account.signUp(http);

    HttpResponse<String> answer =
        http.postForm("/login/", Account.form(ann.name(), ann.password()));

    assertThat(answer.statusCode()).isEqualTo(200);
    String token = Account.json(answer).path("access_token").asString();
    assertThat(answer.body())
        .isEqualTo("{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\"}");
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    assertThat(cookie).startsWith("llm_chat_session=").contains("; HttpOnly; SameSite=Lax");
    assertThat(http.with("Cookie", cookie.split(";", 2)[0]).get("/v1/models").statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesAWrongPasswordAndAnUnknownNameAlike() throws Exception {
    Account ann = Account.signUp(http);

    for (String form :
        List.of(
            Account.form(ann.name(), "another password"),
            Account.form("nobody-of-that-name", "another password"))) {
      HttpResponse<String> answer = http.postForm("/login/", form);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo(WRONG);
      assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
    }
  }

  @Test
  void takesAKeyInEveryHeaderAtEveryGateway() throws Exception {
    Account ann = Account.signUp(http);
    Http other = product.other();

    for (String key : List.of(ann.key(), ann.logIn(http), Product.ADMIN_KEY)) {
      for (Http caller :
          List.of(
              http.with("Authorization", key),
              other.with("Authorization", "Bearer " + key),
              http.with("authorization", "bearer " + key),
              other.with("x-api-key", key),
              http.with("api-key", key))) {
        HttpResponse<String> answer = caller.post("/verify_token/", "");
        assertThat(answer.statusCode()).as("%s", caller.headers()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("null");
        assertThat(caller.get("/v1/models").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void refusesMissingAndUnknownKeysInTheWordsOfEachApi() throws Exception {
    Account ann = Account.signUp(http);

    for (Http caller :
        List.of(
            http,
            http.bearer("unknown"),
            http.bearer(ann.key() + "x"),
            http.with("Authorization", "Basic " + ann.key()),
            http.with("x-api-key", "unknown"))) {
      HttpResponse<String> seed = caller.post("/verify_token/", "");
      assertThat(seed.statusCode()).isEqualTo(403);
      assertThat(seed.body()).isEqualTo(UNAUTHORIZED);
      HttpResponse<String> openAi = caller.get("/v1/models");
      assertThat(openAi.statusCode()).isEqualTo(401);
      assertThat(Account.json(openAi).path("error").path("code").asString())
          .isEqualTo("invalid_api_key");
    }
  }

  @Test
  void takesTheCookieFromItsOwnPagesOnly() throws Exception {
    String token = Account.signUp(http).logIn(http);
    Http page = http.with("Cookie", "theme=dark; llm_chat_session=" + token);

    assertThat(page.get("/v1/models").statusCode()).isEqualTo(200);
    assertThat(verified(page)).as("without a word on where it comes from").isFalse();
    assertThat(verified(page.with("Sec-Fetch-Site", "same-origin"))).isTrue();
    assertThat(verified(page.with("Origin", http.origin()))).isTrue();
    assertThat(verified(page.with("Sec-Fetch-Site", "cross-site"))).isFalse();
    assertThat(verified(page.with("Sec-Fetch-Site", "same-site"))).isFalse();
    assertThat(verified(page.with("Sec-Fetch-Site", "none"))).isFalse();
    assertThat(verified(page.with("Origin", "http://elsewhere.example"))).isFalse();
    assertThat(verified(page.with("Origin", "null"))).isFalse();
    assertThat(page.with("Sec-Fetch-Site", "none").get("/v1/models").statusCode()).isEqualTo(200);
  }

  @Test
  void logsOutAtEveryGatewayThatHasNotSeenTheToken() throws Exception {
    String token = Account.signUp(http).logIn(http);

    HttpResponse<String> answer = http.bearer(token).post("/logout/", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("set-cookie").orElse("")).contains("Max-Age=0");
    assertThat(verified(http.bearer(token))).isFalse();
    assertThat(verified(product.other().bearer(token))).isFalse();
  }

  private static boolean verified(Http caller) throws Exception {
    int status = caller.post("/verify_token", "").statusCode();
    assertThat(status).isIn(200, 403);
    return status == 200;
  }
}
