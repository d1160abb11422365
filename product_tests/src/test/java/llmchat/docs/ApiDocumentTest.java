package llmchat.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import llmchat.product.Account;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.Setup;
import llmchat.testkit.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API document says what the gateway does, and nothing else. */
class ApiDocumentTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  @TempDir static Path folder;
  private static Product product;
  private static Http http;
  private static ApiDocument document;

  @BeforeAll
  static void start() throws IOException {
    product = Setup.of(Form.ONE_PROCESS).withDemo().start();
    http = product.http();
    document = ApiDocument.published();
  }

  @AfterAll
  static void stop() {
    http.close();
    product.close();
  }

  @Test
  void describesEveryRouteAndNoOther() {
    Set<String> real = new TreeSet<>();
    product
        .routes()
        .forEach(route -> real.add(route.method() + " " + route.path().replace("*}", "}")));
    assertThat(document.operations().keySet()).isEqualTo(real);
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryPartIsUsed() {
    Set<String> references = new HashSet<>(document.references());
    for (String reference : references) {
      assertThat(document.at(reference).isMissingNode()).as(reference).isFalse();
    }
    for (String kind : List.of("schemas", "responses", "headers")) {
      document
          .root()
          .path("components")
          .path(kind)
          .forEachEntry(
              (name, part) -> assertThat(references).contains("#/components/" + kind + "/" + name));
    }
  }

  @Test
  void everyOperationIsComplete() {
    assertThat(document.root().path("openapi").asString()).startsWith("3.1.");
    Set<String> ids = new HashSet<>();
    Set<String> tags = new HashSet<>();
    document.root().path("tags").forEach(tag -> tags.add(tag.path("name").asString()));
    document
        .operations()
        .forEach((name, operation) -> {
          assertThat(operation.path("summary").asString("")).as(name).isNotEmpty();
          assertThat(ids.add(operation.path("operationId").asString(""))).as(name).isTrue();
          assertThat(tags).contains(operation.path("tags").path(0).asString(""));
          operation
              .path("responses")
              .forEachEntry((status, response) -> {
                assertThat(status).as(name).matches("[1-5][0-9][0-9]");
                JsonNode described = document.resolved(response);
                assertThat(described.path("description").asString("")).as(name).isNotEmpty();
                assertThat(described.path("headers").has("x-request-id")).as(name).isTrue();
              });
          assertThat(declaredParameters(operation)).as(name).isEqualTo(parametersIn(name));
        });
  }

  private static Set<String> declaredParameters(JsonNode operation) {
    Set<String> declared = new TreeSet<>();
    operation
        .path("parameters")
        .forEach(parameter -> {
          if (parameter.path("in").asString().equals("path")) {
            assertThat(parameter.path("required").asBoolean()).isTrue();
            declared.add(parameter.path("name").asString());
          } else {
            assertThat(parameter.path("in").asString()).isEqualTo("query");
            assertThat(parameter.path("description").asString("")).isNotEmpty();
          }
        });
    return declared;
  }

  private static Set<String> parametersIn(String path) {
    Set<String> found = new TreeSet<>();
    Matcher parameter = PARAMETER.matcher(path);
    while (parameter.find()) {
      found.add(parameter.group(1));
    }
    return found;
  }

  @Test
  void everySecuritySchemeThatIsNamedIsDescribed() {
    JsonNode schemes = document.root().path("components").path("securitySchemes");
    assertThat(document.root().path("security").size()).isEqualTo(schemes.size());
    document
        .root()
        .path("security")
        .forEach(choice ->
            choice.forEachEntry((name, scopes) -> assertThat(schemes.has(name)).isTrue()));
  }

  @Test
  void examplesFitTheirSchemas() {
    int[] seen = {0};
    document.examples((schema, example) -> {
      seen[0]++;
      assertThat(SchemaCheck.problems(document, schema, example)).as("%s", example).isEmpty();
    });
    assertThat(seen[0]).isGreaterThan(40);
  }

  @Test
  void whatItAsksForWithoutAKeyIsRefusedAsDescribed() throws Exception {
    for (Map.Entry<String, JsonNode> operation : document.operations().entrySet()) {
      if (operation.getValue().has("security")) {
        continue;
      }
      String name = PARAMETER.matcher(operation.getKey()).replaceAll("x");
      String method = name.substring(0, name.indexOf(' '));
      String path = name.substring(name.indexOf(' ') + 1);
      var answer = http.send(method, path, method.equals("POST") ? "{}" : "");
      assertThat(answer.statusCode()).as(operation.getKey()).isIn(401, 403);
      assertThat(problems(operation.getKey(), answer.statusCode(), answer.body())).isEmpty();
    }
  }

  @Test
  void realAnswersAreDescribed() throws Exception {
    Http caller = http.bearer(Account.signUp(http, "reader").key());
    String question = "{\"message\":\"Hello!\"}";
    String answer = expect(200, "POST /chat", caller.post("/chat/", question));
    String chat = JsonMapper.shared().readTree(answer).path("chat_id").asString();
    expect(200, "GET /chat/{chat_id}/history", caller.get("/chat/" + chat + "/history"));
    expect(404, "GET /chat/{chat_id}/history", caller.get("/chat/none/history"));
    expect(422, "POST /chat", caller.post("/chat", "{}"));
    expect(404, "POST /chat", caller.post("/chat", "{\"message\":\"Hi\",\"model\":\"no\"}"));
    Http admin = http.bearer(Product.ADMIN_KEY);
    expect(
        200,
        "GET /chat/{username}/{chat_id}/history",
        admin.get("/chat/reader/" + chat + "/history"));
    expect(200, "GET /metrics", admin.with("Accept", "application/json").get("/metrics"));

    expect(400, "POST /signup", http.postForm("/signup", "username=reader&password=12345678"));
    expect(422, "POST /signup", http.postForm("/signup", "username=&password=short"));
    expect(200, "POST /signup", http.postForm("/signup", "username=other&password=12345678"));
    expect(401, "POST /login", http.postForm("/login", "username=reader&password=wrong-one"));
    String login =
        expect(200, "POST /login", http.postForm("/login", "username=other&password=12345678"));
    String token = JsonMapper.shared().readTree(login).path("access_token").asString();
    expect(200, "POST /verify_token", http.bearer(token).post("/verify_token/", ""));
    expect(200, "POST /logout", http.bearer(token).post("/logout", ""));
    expect(403, "POST /verify_token", http.bearer(token).post("/verify_token", ""));
  }

  @Test
  void realAnswersAboutAnAccountAreDescribed() throws Exception {
    Account owner = Account.signUp(http, "owner");
    Http caller = http.bearer(owner.key());
    expect(200, "GET /api/page", http.get("/api/page"));
    expect(200, "GET /api/me", caller.get("/api/me"));
    expect(200, "GET /api/me/keys", caller.get("/api/me/keys"));
    String made =
        expect(201, "POST /api/me/keys", caller.post("/api/me/keys", "{\"name\":\"second\"}"));
    expect(422, "POST /api/me/keys", caller.post("/api/me/keys", "{}"));
    String key = "/api/me/keys/" + JsonMapper.shared().readTree(made).path("id").asString();
    String ofKey = "/api/me/keys/{key_id}";
    expect(200, "PATCH " + ofKey, caller.send("PATCH", key, "{\"name\":\"2nd\"}"));
    expect(200, "DELETE " + ofKey, caller.delete(key));
    expect(404, "DELETE " + ofKey, caller.delete(key));
    String login = expect(200, "POST /login", http.postForm("/login", owner.form()));
    Http session = http.bearer(JsonMapper.shared().readTree(login).path("access_token").asString());
    expect(200, "GET /api/me/sessions", session.get("/api/me/sessions"));
    expect(200, "DELETE /api/me/sessions", session.delete("/api/me/sessions"));
    String change = "{\"current_password\":\"%s\",\"new_password\":\"87654321\"}";
    String password = "/api/me/password";
    expect(422, "PUT " + password, session.send("PUT", password, change.formatted("no")));
    expect(
        200, "PUT " + password, session.send("PUT", password, change.formatted(owner.password())));
    Http admin = http.bearer(Product.ADMIN_KEY);
    expect(403, "DELETE /api/me", admin.send("DELETE", "/api/me", "{\"password\":\"x\"}"));
    expect(200, "DELETE /api/me", session.send("DELETE", "/api/me", "{\"password\":\"87654321\"}"));
  }

  @Test
  void realAnswersOfTheOpenAiFrontAreDescribed() throws Exception {
    Http caller = http.bearer(Account.signUp(http, "caller").key());
    String chat = "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";
    String path = "POST /v1/chat/completions";
    expect(200, path, caller.post("/v1/chat/completions", chat.formatted("Hello!")));
    expect(400, path, caller.post("/v1/chat/completions", "{\"model\":"));
    expect(404, path, caller.post("/v1/chat/completions", "{\"model\":\"gpt-9\"}"));
    expect(429, path, caller.post("/v1/chat/completions", chat.formatted("[demo fail=429]")));
    expect(503, path, caller.post("/v1/chat/completions", chat.formatted("[demo fail=503]")));
    expect(
        200,
        "POST /v1/completions",
        caller.post("/v1/completions", "{\"model\":\"demo\",\"prompt\":\"Hello!\"}"));
    expect(
        200,
        "POST /v1/embeddings",
        caller.post("/v1/embeddings", "{\"model\":\"demo\",\"input\":[\"Hello!\"]}"));
    expect(200, "GET /v1/models", caller.get("/v1/models"));
    expect(200, "GET /v1/models/{model}", caller.get("/v1/models/demo"));
    expect(404, "GET /v1/models/{model}", caller.get("/v1/models/some/other"));
  }

  @Test
  void theProbesAreDescribed() throws Exception {
    for (String path : List.of("/livez", "/readyz", "/healthz")) {
      expect(200, "GET " + path, http.get(path));
    }
    expect(404, "GET /docs/{part}", http.get("/docs/none"));
    assertThat(JsonMapper.shared().readTree(http.get("/openapi.json/").body()))
        .isEqualTo(document.root());
  }

  private static String expect(
      int status, String operation, java.net.http.HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
    assertThat(problems(operation, status, answer.body())).as(operation).isEmpty();
    return answer.body();
  }

  private static List<String> problems(String operation, int status, String body) {
    JsonNode responses = document.operations().getOrDefault(operation, document.at("none"));
    JsonNode response = document.resolved(responses.path("responses").path("" + status));
    JsonNode media = response.path("content").path("application/json");
    if (media.isMissingNode()) {
      return List.of(operation + " does not describe " + status);
    }
    JsonNode answer = JsonMapper.shared().readTree(body);
    return SchemaCheck.problems(document, media.path("schema"), answer);
  }
}
