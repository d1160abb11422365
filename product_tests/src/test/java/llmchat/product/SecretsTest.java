package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import llmchat.server.config.ServiceRole;
import llmchat.standalone.ProgramSettings;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No secret turns up in the log, the metrics, an error or the database. */
class SecretsTest {
  private static final String ADMIN = "canary-admin-key-0123456789";
  private static final String PROVIDER = "sk-canaryProviderKey0123456789";
  private static final String TOKEN = "canary-token-of-the-services";
  private static final String PASSWORD = "canary-password-0123";
  private static final String WRONG_PASSWORD = "canary-wrong-password";
  private static final String PROMPT = "canary-prompt";
  private static final String ANSWER = "canary-answer";

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<HttpResponse<String>> errors = new ArrayList<>();
  private String key = "";
  private String session = "";

  @ParameterizedTest
  @CsvSource({"text,off", "text,on", "json,off", "json,on"})
  void tellsNoSecretAnywhere(String format, String bodies, @TempDir Path folder) throws Exception {
    Setup setup = setup(folder, format, bodies);
    String table =
        ProgramSettings.of(setup.settingsAt(Map.of())).checkFor(ServiceRole.STANDALONE).table();
    String metrics;
    try (Product product = setup.start()) {
      useWell(product.provider(), product.http());
      useBadly(product.provider(), product.http());
      metrics = product.http().bearer(ADMIN).get("/metrics").body();
    }
    String written = log.toString(StandardCharsets.UTF_8);
    assertThat(written).contains("/chat", "/v1/chat/completions", "stopped");
    String told = String.join("\n", errors.stream().map(HttpResponse::body).toList());
    for (String secret : secrets()) {
      assertThat(written).doesNotContain(secret);
      assertThat(metrics).doesNotContain(secret);
      assertThat(told).doesNotContain(secret);
      assertThat(table).doesNotContain(secret);
      for (String file : List.of("llm-chat.db", "llm-chat.db-wal")) {
        Path path = folder.resolve(file);
        assertThat(path.toFile().exists() && AdoptedDatabaseTest.holds(path, secret))
            .as(file + " holds " + secret)
            .isFalse();
      }
    }
    assertThat(metrics).doesNotContain(PROMPT, ANSWER);
    if (bodies.equals("on")) {
      assertThat(written).contains(PROMPT, ANSWER);
    } else {
      assertThat(written).doesNotContain(PROMPT, ANSWER);
    }
  }

  private List<String> secrets() {
    assertThat(List.of(key, session)).doesNotContain("");
    return List.of(ADMIN, PROVIDER, TOKEN, PASSWORD, WRONG_PASSWORD, key, session);
  }

  private Setup setup(Path folder, String format, String bodies) {
    return Setup.of(Form.ONE_PROCESS)
        .with("DATA_DIR", folder.toString())
        .with("OPENAI_API_KEY", PROVIDER)
        .with("ADMIN_KEY", ADMIN)
        .with("INFERENCE_TOKEN", TOKEN)
        .with("LOG_FORMAT", format)
        .with("LOG_LEVEL", "debug")
        .with("LOG_BODIES", bodies)
        .logTo(log);
  }

  private void useWell(ScriptedUpstream provider, Http http) throws Exception {
    String form = Account.form("ann", PASSWORD);
    key = Account.json(http.postForm("/signup/", form)).path("api_key").asString();
    session = Account.json(http.postForm("/login/", form)).path("access_token").asString();
    provider.enqueue(Reply.json(200, OpenAi.completion(ANSWER, 1, 1)));
    String chat =
        Account.json(http.bearer(key).post("/chat/", message(PROMPT))).path("chat_id").asString();
    http.with("Cookie", "llm_chat_session=" + session).get("/chat/" + chat + "/history");
    http.bearer(ADMIN).get("/chat/ann/" + chat + "/history");
    http.with("x-api-key", key).events("/chat/", message(PROMPT, "\"stream\": true")).toEnd();
    provider.enqueue(Reply.json(200, OpenAi.completion(ANSWER, 1, 1)));
    http.bearer(session).post("/v1/chat/completions", call(PROMPT));
    String stream = call(PROMPT).replace("{\"model\"", "{\"stream\": true, \"model\"");
    http.with("Authorization", ADMIN).events("/v1/chat/completions", stream).toEnd();
    // A prompt may hold a key of ours or of a provider: then the key is taken out of the log.
    http.bearer(key).post("/v1/chat/completions", call("my keys: " + key + " " + PROVIDER));
    http.bearer(key).post("/v1/chat/completions", call("Authorization: Bearer " + session));
    http.bearer(session).post("/logout/", "");
  }

  private void useBadly(ScriptedUpstream provider, Http http) throws Exception {
    note(http.postForm("/login/", Account.form("ann", WRONG_PASSWORD)));
    note(http.postForm("/signup/", Account.form("ann", WRONG_PASSWORD)));
    note(http.postForm("/signup/", "username=&password=" + WRONG_PASSWORD));
    note(http.post("/signup/", "{\"password\": \"" + WRONG_PASSWORD));
    note(http.post("/login/", "{\"username\": 5, \"password\": [\"" + WRONG_PASSWORD + "\"]}"));
    note(http.bearer(key + "x").post("/chat/", message(PROMPT)));
    note(http.bearer(session).get("/v1/models"));
    note(http.get("/v1/models?api_key=" + key));
    note(http.get("/metrics?key=" + ADMIN));
    note(http.bearer(key).post("/chat/", "{\"message\": \"" + PROMPT));
    note(http.bearer(key).post("/v1/chat/completions", "{\"api_key\": \"" + WRONG_PASSWORD));
    for (Reply reply :
        List.of(
            Reply.json(401, OpenAi.error("Incorrect API key: " + PROVIDER, "auth", null)),
            Reply.json(403, "{\"detail\": \"" + PROVIDER + "\"}"),
            Reply.html(500, "<p>Authorization: Bearer " + PROVIDER),
            Reply.html(200, "<p>" + PROVIDER),
            Reply.json(200, OpenAi.completion(PROVIDER, 1, 1)).finAfter(20))) {
      provider.enqueue(reply, reply);
      note(http.bearer(key).post("/chat/", message(PROMPT)));
      note(http.bearer(key).post("/v1/chat/completions", call(PROMPT)));
    }
  }

  private void note(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
    errors.add(answer);
  }

  private static String message(String text, String... more) {
    return "{\"message\": \"" + text + "\"" + (more.length == 0 ? "}" : ", " + more[0] + "}");
  }

  private static String call(String text) {
    return "{\"model\": \"gpt-4o-mini\", \"messages\": [{\"role\": \"user\", \"content\": \""
        + text
        + "\"}]}";
  }
}
