package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import llmchat.testkit.Http;
import llmchat.testkit.Sse;
import llmchat.testkit.SseEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the chat API. */
record Chatter(Http http) {

  /** An answer that was begun. */
  record Begun(long question, long answer, String generation) {}

  String newChat() throws IOException, InterruptedException {
    return ok(201, http.post("/api/chats", "{}")).path("id").asString();
  }

  Begun ask(String chat, String text) throws IOException, InterruptedException {
    return ask(chat, text, "");
  }

  /** {@code more} is the rest of the JSON object, with a comma at its beginning. */
  Begun ask(String chat, String text, String more) throws IOException, InterruptedException {
    return begun(
        http.post(
            "/api/chats/" + chat + "/messages",
            "{\"text\":" + JsonMapper.shared().writeValueAsString(text) + more + "}"));
  }

  Begun askAgain(String chat, long question) throws IOException, InterruptedException {
    return begun(http.post("/api/chats/" + chat + "/messages/" + question + "/answers", "{}"));
  }

  /** Asks and waits for the end of the answer, which it gives. */
  JsonNode askAndWait(String chat, String text) throws IOException, InterruptedException {
    return end(ask(chat, text));
  }

  JsonNode end(Begun begun) throws IOException, InterruptedException {
    Sse events = follow(begun.generation(), 0);
    for (Optional<SseEvent> event = events.nextData(); ; event = events.nextData()) {
      if (event.orElseThrow().name().filter("end"::equals).isPresent()) {
        return JsonMapper.shared().readTree(event.get().data()).path("answer");
      }
    }
  }

  Sse follow(String generation, int after) throws IOException, InterruptedException {
    return http.followed("/api/generations/" + generation + "/events?after=" + after);
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return ok(200, http.get(path));
  }

  /** The messages of the shown branch, each as {@code role: text}. */
  List<String> shown(String chat) throws IOException, InterruptedException {
    List<String> texts = new ArrayList<>();
    for (JsonNode message : get("/api/chats/" + chat + "/messages").path("messages")) {
      texts.add(message.path("role").asString() + ": " + message.path("text").asString());
    }
    return texts;
  }

  List<String> listed() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    get("/api/chats").path("chats").forEach(chat -> ids.add(chat.path("id").asString()));
    return ids;
  }

  static JsonNode ok(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Account.json(answer);
  }

  private static Begun begun(HttpResponse<String> answer) {
    JsonNode json = ok(202, answer);
    return new Begun(
        json.path("question").path("id").asLong(),
        json.path("answer").path("id").asLong(),
        json.path("generation").asString());
  }
}
