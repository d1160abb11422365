package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import llmchat.product.Chatter.Begun;
import llmchat.testkit.Ending;
import llmchat.testkit.Gate;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RecordedRequest;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Chats as a resource: branches, answers that belong to the server, search, export. */
@Runs(with = "RATE_LIMIT=1000/minute")
class ChatApiTest extends Suite {
  private static final Duration SOON = Duration.ofSeconds(10);

  private Chatter ann;
  private Account account;

  ChatApiTest(Product product) {
    super(product);
  }

  @BeforeEach
  void signUp() throws Exception {
    provider.startOver();
    account = Account.signUp(http);
    ann = new Chatter(http.bearer(account.key()));
  }

  @Test
  void asksAndTellsTheAnswerByEvents() throws Exception {
    String chat = ann.newChat();
    Begun begun = ann.ask(chat, "Hi  there\nyou");

    List<String> events = new ArrayList<>();
    for (var event : ann.follow(begun.generation(), 0).toEnd()) {
      events.add(event.name().orElse("-") + " " + event.data());
    }

    assertThat(events.getFirst())
        .startsWith("begin {\"chat_id\":\"" + chat + "\",\"question_id\":" + begun.question());
    assertThat(
            String.join("", events.subList(1, events.size() - 2)).replace("\"}- {\"text\":\"", ""))
        .isEqualTo("- {\"text\":\"Hello there\"}");
    assertThat(events.get(events.size() - 2))
        .startsWith("end {\"answer\":{\"id\":" + begun.answer())
        .contains("\"text\":\"Hello there\",\"status\":\"complete\"");
    assertThat(events.getLast()).isEqualTo("- [DONE]");
    assertThat(ann.shown(chat)).containsExactly("user: Hi  there\nyou", "assistant: Hello there");
    JsonNode listed = ann.get("/api/chats").path("chats").path(0);
    assertThat(listed.path("title").asString()).isEqualTo("Hi there you");
    assertThat(listed.path("generation").isNull()).isTrue();
  }

  @Test
  void goesOnWithoutReadersAndIsJoinedWhereOneWas() throws Exception {
    Gate middle = new Gate();
    provider.enqueue(
        Reply.events(
            OpenAi.role(),
            OpenAi.chunk("One "),
            OpenAi.chunk("two "),
            middle,
            OpenAi.chunk("three"),
            OpenAi.finish("stop"),
            OpenAi.usage(3, 3),
            OpenAi.done()));
    String chat = ann.newChat();
    Begun begun = ann.ask(chat, "Count");
    middle.awaitReached(SOON);

    Sse first = ann.follow(begun.generation(), 0);
    assertThat(first.nextData().orElseThrow().name()).contains("begin");
    assertThat(ann.get("/api/chats/" + chat).path("generation").asString())
        .isEqualTo(begun.generation());
    assertThat(ann.http().post("/api/chats/" + chat + "/messages", "{\"text\":\"?\"}").statusCode())
        .isEqualTo(409);
    Sse second = ann.follow(begun.generation(), 4);
    assertThat(second.nextData().orElseThrow().name()).contains("begin");
    assertThat(second.nextData().orElseThrow().data()).isEqualTo("{\"text\":\"two \"}");
    middle.open();

    assertThat(second.nextData().orElseThrow().data()).isEqualTo("{\"text\":\"three\"}");
    assertThat(second.nextData().orElseThrow().name()).contains("end");
    assertThat(ann.end(begun).path("text").asString()).isEqualTo("One two three");
    assertThat(provider.requestCount()).isEqualTo(1);
  }

  @Test
  void keepsWhatCameOfAnAnswerThatIsStopped() throws Exception {
    Gate never = new Gate();
    provider.enqueue(Reply.events(OpenAi.role(), OpenAi.chunk("So far"), never));
    String chat = ann.newChat();
    Begun begun = ann.ask(chat, "Go");
    never.awaitReached(SOON);
    Sse reader = ann.follow(begun.generation(), 0);
    reader.nextData();
    reader.nextData();

    JsonNode stopped =
        Chatter.ok(200, ann.http().post("/api/generations/" + begun.generation() + "/stop", ""));

    assertThat(stopped.path("answer").path("status").asString()).isEqualTo("stopped");
    assertThat(reader.nextData().orElseThrow().name()).contains("end");
    assertThat(ann.shown(chat)).containsExactly("user: Go", "assistant: So far");
    assertThat(provider.takeExchange().awaitEnd(SOON)).isInstanceOf(Ending.ClosedByPeer.class);
    never.open();
  }

  @Test
  void marksAnAnswerThatFailedAndSaysWhy() throws Exception {
    provider.enqueue(
        Reply.json(503, OpenAi.error("The model is overloaded.", "server_error", null)),
        Reply.events(OpenAi.role(), OpenAi.chunk("Half"), OpenAi.errorEvent("Broken", "server")));
    String chat = ann.newChat();

    JsonNode refused = ann.askAndWait(chat, "One");
    JsonNode broken = ann.askAndWait(chat, "Two");

    assertThat(refused.path("status").asString()).isEqualTo("failed");
    assertThat(refused.path("error").asString()).isEqualTo("The model is overloaded.");
    assertThat(broken.path("status").asString()).isEqualTo("failed");
    assertThat(broken.path("text").asString()).isEqualTo("Half");
    provider.forgetRequests();
    ann.askAndWait(chat, "Three");
    assertThat(messages(provider.takeRequest()))
        .containsExactly(
            "system: You are a helpful assistant.",
            "user: One",
            "user: Two",
            "assistant: Half",
            "user: Three");
  }

  @Test
  void walksBetweenBranchesOfEditedQuestionsAndNewAnswers() throws Exception {
    String chat = ann.newChat();
    provider.enqueue(answer("A1"), answer("B1"), answer("A2"), answer("C1"));
    Begun first = ann.ask(chat, "a");
    ann.end(first);
    ann.askAndWait(chat, "b");
    Begun again = ann.askAgain(chat, first.question());
    ann.end(again);
    assertThat(ann.shown(chat)).containsExactly("user: a", "assistant: A2");
    Begun edited = ann.ask(chat, "c", ",\"parent_id\":null");
    ann.end(edited);
    assertThat(ann.shown(chat)).containsExactly("user: c", "assistant: C1");
    JsonNode messages = ann.get("/api/chats/" + chat + "/messages").path("messages");
    assertThat(messages.path(0).path("siblings").toString())
        .isEqualTo("[" + first.question() + "," + edited.question() + "]");

    JsonNode walked =
        Chatter.ok(
            200,
            ann.http().send("PATCH", "/api/chats/" + chat, "{\"current\":" + first.answer() + "}"));

    assertThat(walked.path("id").asString()).isEqualTo(chat);
    assertThat(ann.shown(chat))
        .containsExactly("user: a", "assistant: A1", "user: b", "assistant: B1");
    assertThat(Account.json(ann.http().get("/chat/" + chat + "/history")).path("history"))
        .as("the first API sees the same branch")
        .hasSize(4);
    JsonNode page = ann.get("/api/chats/" + chat + "/messages?limit=3");
    assertThat(page.path("messages")).hasSize(3);
    JsonNode older = ann.get("/api/chats/" + chat + "/messages?end=" + page.path("older").asLong());
    assertThat(older.path("messages")).hasSize(1);
    assertThat(older.path("older").isNull()).isTrue();
  }

  @Test
  void listsPinsNamesAndDeletesWithAWayBack() throws Exception {
    String one = ann.newChat();
    String two = ann.newChat();
    ann.askAndWait(one, "first");
    assertThat(ann.listed()).containsExactly(one, two);
    Chatter.ok(
        200,
        ann.http().send("PATCH", "/api/chats/" + two, "{\"pinned\":true,\"title\":\" Two \"}"));
    assertThat(ann.listed()).containsExactly(two, one);
    JsonNode page = ann.get("/api/chats?limit=1");
    JsonNode next = ann.get("/api/chats?limit=1&after=" + page.path("next").asString());
    assertThat(next.path("chats").path(0).path("id").asString()).isEqualTo(one);
    assertThat(ann.get("/api/chats/" + two).path("title").asString()).isEqualTo("Two");

    Chatter.ok(200, ann.http().delete("/api/chats/" + one));

    assertThat(ann.listed()).containsExactly(two);
    for (String path : List.of("", "/messages", "/export")) {
      assertThat(ann.http().get("/api/chats/" + one + path).statusCode()).isEqualTo(404);
    }
    assertThat(ann.http().get("/chat/" + one + "/history").statusCode()).isEqualTo(404);
    assertThat(ann.get("/api/search?q=first").path("hits")).isEmpty();
    Chatter.ok(200, ann.http().post("/api/chats/" + one + "/restore", ""));
    assertThat(ann.shown(one)).hasSize(2);
  }

  @Test
  void findsWordsInMessagesAndTitles() throws Exception {
    String chat = ann.newChat();
    ann.askAndWait(chat, "Where do Kingfishers nest? <b>See</b> example.org");
    Chatter.ok(
        200, ann.http().send("PATCH", "/api/chats/" + chat, "{\"title\":\"Kingfisher matters\"}"));

    JsonNode hits = ann.get("/api/search?q=kingfish").path("hits");

    assertThat(hits).hasSize(2);
    assertThat(hits.path(0).path("message_id").isNull()).isTrue();
    assertThat(hits.path(1).path("chat").path("id").asString()).isEqualTo(chat);
    assertThat(hits.path(1).path("excerpt").path(1).toString())
        .isEqualTo("{\"text\":\"Kingfish\",\"match\":true}");
    for (String query : List.of("nest+kingfishers", "example.org", "b%3ESEE", "%22nest%22+zebra")) {
      int expected = query.endsWith("zebra") ? 0 : 1;
      assertThat(ann.get("/api/search?q=" + query).path("hits")).as(query).hasSize(expected);
    }
    for (String query : List.of("", "%25_%25", "'%3B--", "%00", "NEAR(", "a*b*", "x".repeat(500))) {
      assertThat(ann.get("/api/search?q=" + query).path("hits")).as(query).isEmpty();
    }
  }

  @Test
  void exportsAndImportsWithAllBranches() throws Exception {
    String chat = ann.newChat();
    provider.enqueue(answer("A1"), answer("A2"));
    Begun first = ann.ask(chat, "a");
    ann.end(first);
    ann.end(ann.askAgain(chat, first.question()));
    HttpResponse<String> one = ann.http().get("/api/chats/" + chat + "/export?format=markdown");
    assertThat(one.body()).startsWith("# a\n").contains("## You\n\na\n\n## Assistant\n\nA2\n");
    assertThat(one.headers().firstValue("content-disposition").orElse("")).contains("attachment");
    String all = ann.http().get("/api/export").body();
    Chatter ben = new Chatter(http.bearer(Account.signUp(http).key()));

    JsonNode imported = Chatter.ok(200, ben.http().post("/api/import", all));

    assertThat(imported.path("imported").asInt()).isEqualTo(1);
    String copy = ben.listed().getFirst();
    assertThat(copy).isNotEqualTo(chat);
    assertThat(ben.shown(copy)).containsExactly("user: a", "assistant: A2");
    assertThat(
            ben.get("/api/chats/" + copy + "/messages").path("messages").path(1).path("siblings"))
        .hasSize(2);
    assertThat(ben.http().post("/api/import", "{\"chats\":[{\"messages\":[{}]}]}").body())
        .contains("chats[0].messages[0].id");
    assertThat(ben.http().post("/api/import", "[1]").statusCode()).isEqualTo(400);
  }

  @Test
  void refusesAFileThatIsManySmallValues() throws Exception {
    HttpResponse<String> refused =
        ann.http().post("/api/import", "{\"chats\":[" + "{},".repeat(600_000) + "{}]}");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Import it in parts.");
    assertThat(ann.http().post("/api/chats", "[" + "1,".repeat(20_000) + "1]").statusCode())
        .isEqualTo(422);
  }

  @Test
  void leavesNothingOfAnAccountThatIsDeleted() throws Exception {
    Gate never = new Gate();
    provider.enqueue(Reply.events(OpenAi.role(), OpenAi.chunk("Half"), never));
    String chat = ann.newChat();
    ann.ask(chat, "Something private");
    never.awaitReached(SOON);

    Chatter.ok(
        200,
        http.bearer(account.logIn(http))
            .send("DELETE", "/api/me", "{\"password\":\"" + account.password() + "\"}"));

    assertThat(provider.takeExchange().awaitEnd(SOON)).isInstanceOf(Ending.ClosedByPeer.class);
    Http admin = product.admin();
    assertThat(admin.get("/api/chats/" + chat).statusCode()).isEqualTo(404);
    assertThat(admin.post("/api/chats/" + chat + "/restore", "").statusCode()).isEqualTo(404);
    assertThat(admin.get("/api/search?q=private").body()).contains("\"hits\":[]");
    never.open();
  }

  @Test
  void tellsASecondUserNothing() throws Exception {
    Gate gate = new Gate();
    provider.enqueue(Reply.events(OpenAi.role(), OpenAi.chunk("Secret"), gate));
    String chat = ann.newChat();
    Begun begun = ann.ask(chat, "My secret question");
    gate.awaitReached(SOON);
    Http ben = http.bearer(Account.signUp(http).key());
    String path = "/api/chats/" + chat;
    String events = "/api/generations/" + begun.generation();

    List<HttpResponse<String>> answers =
        List.of(
            ben.get(path),
            ben.send("PATCH", path, "{\"title\":\"Mine\"}"),
            ben.delete(path),
            ben.post(path + "/restore", ""),
            ben.get(path + "/messages"),
            ben.get(path + "/messages?end=" + begun.answer()),
            ben.post(path + "/messages", "{\"text\":\"?\"}"),
            ben.post(path + "/messages/" + begun.question() + "/answers", "{}"),
            ben.get(path + "/export"),
            ben.get(events + "/events"),
            ben.post(events + "/stop", ""));

    assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(404));
    assertThat(ben.get("/api/search?q=secret").body()).isEqualTo("{\"hits\":[],\"next\":null}");
    assertThat(ben.get("/api/export").body()).endsWith("\"chats\":[]}");
    String own = new Chatter(ben).newChat();
    assertThat(
            ben.post(
                    "/api/chats/" + own + "/messages",
                    "{\"text\":\"?\",\"parent_id\":" + begun.answer() + "}")
                .statusCode())
        .as("a branch below somebody else's message")
        .isEqualTo(404);
    assertThat(
            ben.send("PATCH", "/api/chats/" + own, "{\"current\":" + begun.answer() + "}")
                .statusCode())
        .isEqualTo(404);
    Chatter.ok(200, ann.http().post(events + "/stop", ""));
    assertThat(ann.shown(chat)).containsExactly("user: My secret question", "assistant: Secret");
    gate.open();
  }

  @Test
  void countsQuestionsAgainstTheUsersLimitOnceEach() throws Exception {
    String chat = ann.newChat();
    HttpResponse<String> asked =
        ann.http().post("/api/chats/" + chat + "/messages", "{\"text\":\"Hi\"}");
    assertThat(asked.headers().firstValue("x-ratelimit-remaining-requests")).isPresent();
    HttpResponse<String> read = ann.http().get("/api/chats/" + chat + "/messages");
    assertThat(read.headers().firstValue("x-ratelimit-remaining-requests")).isEmpty();
  }

  @Test
  void namesTheFieldOfABadRequest() throws Exception {
    String chat = ann.newChat();
    String messages = "/api/chats/" + chat + "/messages";

    assertThat(ann.http().post(messages, "{}").body()).contains("\"text\"", "Field required");
    assertThat(ann.http().post(messages, "{\"text\":\" \"}").statusCode()).isEqualTo(422);
    assertThat(ann.http().post(messages, "{\"text\":\"a\",\"parent_id\":\"x\"}").body())
        .contains("parent_id");
    assertThat(ann.http().post(messages, "{\"text\":\"a\",\"model\":\"none\"}").statusCode())
        .isEqualTo(404);
    assertThat(ann.http().get("/api/chats?limit=x").body()).contains("limit");
    provider.enqueue(answer("Fine"));
    Begun begun = ann.ask(chat, "Hi");
    ann.end(begun);
    for (String after : List.of("-1", "abc", "99999999999999")) {
      assertThat(
              ann.http()
                  .get("/api/generations/" + begun.generation() + "/events?after=" + after)
                  .statusCode())
          .as(after)
          .isEqualTo(400);
    }
    assertThat(
            ann.http()
                .post(messages, "{\"text\":\"?\",\"parent_id\":" + begun.question() + "}")
                .statusCode())
        .as("a question after a question")
        .isEqualTo(404);
    assertThat(ann.http().get("/api/chats?after=x").statusCode()).isEqualTo(400);
    assertThat(ann.http().get("/api/export?format=pdf").statusCode()).isEqualTo(400);
    assertThat(ann.http().send("PATCH", "/api/chats/" + chat, "{\"title\":\"\"}").body())
        .contains("title");
    assertThat(provider.requestCount()).isEqualTo(1);
  }

  private static Reply answer(String text) {
    return Reply.events(
        OpenAi.role(),
        OpenAi.chunk(text),
        OpenAi.finish("stop"),
        OpenAi.usage(1, 1),
        OpenAi.done());
  }

  private static List<String> messages(RecordedRequest sent) {
    List<String> messages = new ArrayList<>();
    for (JsonNode message : sent.json().path("messages")) {
      messages.add(message.path("role").asString() + ": " + message.path("content").asString());
    }
    return messages;
  }
}
