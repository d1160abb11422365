package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import llmchat.testkit.DefaultReplies;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RecordedRequest;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import llmchat.testkit.SseEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conversations that the gateway keeps, as the first API has them. */
class ChatTest extends Suite {
  private static final String NOT_FOUND = "{\"detail\":\"Chat history not found\"}";
  private static final String SYSTEM = "system: You are a helpful assistant.";

  private Account ann;
  private Http anns;

  ChatTest(Product product) {
    super(product);
  }

  @BeforeEach
  void signUp() throws Exception {
    provider.forgetRequests();
    ann = Account.signUp(http);
    anns = http.bearer(ann.key());
  }

  @Test
  void answersAndBeginsAChat() throws Exception {
    HttpResponse<String> answer = anns.post("/chat/", "{\"message\": \"Hi\", \"extra\": [1]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    String chat = Account.json(answer).path("chat_id").asString();
    assertThat(chat).matches("[A-Za-z0-9_-]{22}");
    assertThat(answer.body())
        .isEqualTo("{\"response\":\"Hello there\",\"chat_id\":\"" + chat + "\"}");
    RecordedRequest sent = provider.takeRequest();
    assertThat(sent.target()).isEqualTo("/v1/chat/completions");
    assertThat(sent.header("Authorization")).isEqualTo("Bearer " + Product.PROVIDER_KEY);
    assertThat(sent.json().path("model").asString()).isEqualTo(Product.MODEL);
    assertThat(messages(sent)).containsExactly(SYSTEM, "user: Hi");
  }

  @Test
  void sendsTheEarlierTurnsWithTheNextQuestion() throws Exception {
    provider.enqueue(Reply.json(200, OpenAi.completion("Ann, nice \"name\" 😀", 5, 5)));
    String chat = begun(anns, "I am Ann\n\\ \u2028");
    provider.takeRequest();

    HttpResponse<String> second =
        product.other().bearer(ann.key()).post("/chat", question("Who am I?", chat));

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(Account.json(second).path("chat_id").asString()).isEqualTo(chat);
    assertThat(messages(provider.takeRequest()))
        .containsExactly(
            SYSTEM,
            "user: I am Ann\n\\ \u2028",
            "assistant: Ann, nice \"name\" 😀",
            "user: Who am I?");
  }

  @Test
  void tellsTheHistoryInItsOrder() throws Exception {
    String chat = begun(anns, "First");
    anns.post("/chat/", question("Second", chat));

    HttpResponse<String> history = anns.get("/chat/" + chat + "/history");

    assertThat(history.statusCode()).isEqualTo(200);
    assertThat(history.body())
        .isEqualTo(
            "{\"chat_id\":\""
                + chat
                + "\",\"history\":[{\"role\":\"user\",\"text\":\"First\"},"
                + "{\"role\":\"assistant\",\"text\":\"Hello there\"},"
                + "{\"role\":\"user\",\"text\":\"Second\"},"
                + "{\"role\":\"assistant\",\"text\":\"Hello there\"}]}");
    assertThat(product.other().bearer(ann.key()).get("/chat/" + chat + "/history/").body())
        .isEqualTo(history.body());
  }

  @Test
  void streamsTheAnswerAndStoresIt() throws Exception {
    Sse events = anns.events("/chat/", "{\"message\": \"Hi\", \"stream\": true}");
    List<String> data = new ArrayList<>();
    for (var event = events.nextData(); event.isPresent(); event = events.nextData()) {
      data.add(event.map(SseEvent::data).orElseThrow());
    }

    String chat = JsonMapper.shared().readTree(data.getFirst()).path("chat_id").asString();
    assertThat(data)
        .containsExactly(
            "{\"chat_id\":\"" + chat + "\"}",
            "{\"text\":\"Hello\"}",
            "{\"text\":\" there\"}",
            "{\"response\":\"Hello there\",\"chat_id\":\"" + chat + "\"}",
            "[DONE]");
    assertThat(texts(anns, chat)).containsExactly("user: Hi", "assistant: Hello there");
  }

  @Test
  void keepsTheHistoryThroughARestart() throws Exception {
    String chat = begun(anns, "Remember me");

    product.restart();

    Http again = product.http().bearer(ann.key());
    assertThat(texts(again, chat)).containsExactly("user: Remember me", "assistant: Hello there");
    provider.forgetRequests();
    assertThat(again.post("/chat/", question("Still there?", chat)).statusCode()).isEqualTo(200);
    assertThat(messages(provider.takeRequest()))
        .containsExactly(
            SYSTEM, "user: Remember me", "assistant: Hello there", "user: Still there?");
    assertThat(product.http().bearer(ann.logIn(product.http())).get("/v1/models").statusCode())
        .isEqualTo(200);
  }

  @Test
  void showsAChatToItsOwnerAndTheAdminOnly() throws Exception {
    String chat = begun(anns, "Secret");
    Http ben = http.bearer(Account.signUp(http).key());

    assertNotFound(ben.get("/chat/" + chat + "/history"));
    assertNotFound(product.admin().get("/chat/" + chat + "/history"));
    assertNotFound(anns.get("/chat/AAAAAAAAAAAAAAAAAAAAAA/history"));
    assertNotFound(anns.get("/chat/no-such-chat/history"));
    assertNotFound(ben.post("/chat/", question("Mine?", chat)));
    assertNotFound(anns.post("/chat/", question("Hm?", "AAAAAAAAAAAAAAAAAAAAAA")));
    assertThat(texts(anns, chat)).hasSize(2);

    String path = "/chat/" + ann.name() + "/" + chat + "/history";
    assertThat(product.admin().get(path).body())
        .isEqualTo(anns.get("/chat/" + chat + "/history").body());
    assertNotFound(product.admin().get("/chat/nobody/" + chat + "/history"));
    for (Http user : List.of(anns, ben)) {
      HttpResponse<String> refused = user.get(path);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).isEqualTo(Account.NOT_AN_ADMIN);
    }
    HttpResponse<String> refused = http.get(path);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).isEqualTo("{\"detail\":\"Unauthorized\"}");
  }

  @Test
  void cutsAHistoryThatIsTooLongFromItsOldestTurn() throws Exception {
    // 40,000 tokens of a context of 128,000, of which 8,192 are left for the answer.
    String big = "one two ".repeat(20_000);
    String chat = begun(anns, "oldest " + big);
    anns.post("/chat/", question("middle " + big, chat));
    anns.post("/chat/", question("newest " + big, chat));
    provider.forgetRequests();

    anns.post("/chat/", question("and now?", chat));

    assertThat(messages(provider.takeRequest()))
        .containsExactly(
            SYSTEM,
            "user: middle " + big,
            "assistant: Hello there",
            "user: newest " + big,
            "assistant: Hello there",
            "user: and now?");
  }

  @Test
  void passesOnWhatTheProviderSays() throws Exception {
    provider.enqueue(
        Reply.json(429, OpenAi.error("Slow down.", "rate_limit_error", null)),
        Reply.json(401, OpenAi.error("Bad key test-provider-key", "invalid_request_error", null)),
        Reply.html(200, "<html>a portal</html>"));

    HttpResponse<String> busy = anns.post("/chat/", "{\"message\": \"Hi\"}");
    HttpResponse<String> refused = anns.post("/chat/", "{\"message\": \"Hi\"}");
    HttpResponse<String> broken = anns.post("/chat/", "{\"message\": \"Hi\"}");

    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(busy.body()).isEqualTo("{\"detail\":\"Slow down.\"}");
    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(refused.body()).startsWith("{\"detail\":\"").doesNotContain("Bad key");
    assertThat(broken.statusCode()).isEqualTo(502);
    assertThat(broken.body()).startsWith("{\"detail\":\"").doesNotContain("portal");
  }

  /** It once went out with status 200, as an answer without its text. */
  @Test
  void answersAnErrorThatCameWithStatus200As502() throws Exception {
    String error = OpenAi.error("Model is loading.", "server_error", null);
    provider.enqueue(Reply.json(200, error), Reply.json(200, error));

    HttpResponse<String> chat = anns.post("/chat/", "{\"message\": \"Hi\"}");
    HttpResponse<String> relayed = anns.post("/v1/chat/completions", Calls.CALL);

    assertThat(chat.statusCode()).isEqualTo(502);
    assertThat(chat.body()).isEqualTo("{\"detail\":\"Model is loading.\"}");
    assertThat(relayed.statusCode()).isEqualTo(200);
    assertThat(relayed.body()).isEqualTo(error);
  }

  @Test
  void answersTheOpenAiFrontWithTheSameKeys() throws Exception {
    HttpResponse<String> answer =
        anns.post(
            "/v1/chat/completions/",
            "{\"model\": \"gpt-4o-mini\", \"messages\": [{\"role\": \"user\", \"content\":"
                + " \"Hi\"}]}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            OpenAi.completion(
                DefaultReplies.TEXT,
                DefaultReplies.PROMPT_TOKENS,
                DefaultReplies.COMPLETION_TOKENS));
  }

  private static String begun(Http caller, String message) throws Exception {
    HttpResponse<String> answer = caller.post("/chat/", "{\"message\": " + quoted(message) + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Account.json(answer).path("chat_id").asString();
  }

  private static String question(String message, String chat) {
    return "{\"message\": " + quoted(message) + ", \"chat_id\": \"" + chat + "\"}";
  }

  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private static List<String> texts(Http caller, String chat) throws Exception {
    List<String> texts = new ArrayList<>();
    for (JsonNode turn : Account.json(caller.get("/chat/" + chat + "/history")).path("history")) {
      texts.add(turn.path("role").asString() + ": " + turn.path("text").asString());
    }
    return texts;
  }

  private static List<String> messages(RecordedRequest sent) {
    List<String> messages = new ArrayList<>();
    for (JsonNode message : sent.json().path("messages")) {
      messages.add(message.path("role").asString() + ": " + message.path("content").asString());
    }
    return messages;
  }

  private static void assertNotFound(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo(NOT_FOUND);
  }
}
