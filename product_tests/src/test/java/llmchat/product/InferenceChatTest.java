package llmchat.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RecordedRequest;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The inference service's own {@code POST /chat/}, as the first API has it. */
class InferenceChatTest {
  private static final String TOKEN = "token-between-the-services";

  private final Product service =
      Setup.of(Form.INFERENCE_ALONE).with("INFERENCE_TOKEN", TOKEN).start();
  private final ScriptedUpstream provider = service.provider();
  private final Http stranger = Http.to(service.inference().inferencePort());
  private final Http gateway = stranger.bearer(TOKEN);

  @AfterEach
  void close() {
    stranger.close();
    service.close();
  }

  @Test
  void answersAMessageWithItsHistory() throws Exception {
    HttpResponse<String> answer =
        gateway.post(
            "/chat/",
            """
            {"message": "Who am I?", "chat_history": [
              {"text": "I am Ann", "role": "user"}, {"text": "Hello Ann", "role": "assistant"}]}
            """);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"response\":\"Hello there\"}");
    RecordedRequest sent = provider.takeRequest();
    assertThat(sent.header("Authorization")).isEqualTo("Bearer " + Product.PROVIDER_KEY);
    assertThat(sent.json())
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"model": "gpt-4o-mini", "messages": [
                      {"role": "system", "content": "You are a helpful assistant."},
                      {"role": "user", "content": "I am Ann"},
                      {"role": "assistant", "content": "Hello Ann"},
                      {"role": "user", "content": "Who am I?"}]}
                    """));
  }

  @Test
  void needsNoHistory() throws Exception {
    for (String body :
        List.of(
            "{\"message\": \"Hi\"}",
            "{\"message\": \"Hi\", \"chat_history\": []}",
            "{\"message\": \"Hi\", \"chat_history\": null}")) {
      assertThat(gateway.post("/chat", body).body()).isEqualTo("{\"response\":\"Hello there\"}");
    }
  }

  @Test
  void turnsAProvidersErrorIntoACleanOne() throws Exception {
    provider.enqueue(
        Reply.json(429, OpenAi.error("Slow down.", "rate_limit_error", null)),
        Reply.json(401, OpenAi.error("Bad key", "invalid_request_error", null)),
        Reply.html(500, "<p>Traceback (most recent call last)"),
        Reply.json(200, OpenAi.error("Model is loading.", "server_error", null)));
    List<Integer> expected = List.of(429, 502, 500, 502);
    for (int status : expected) {
      HttpResponse<String> answer = gateway.post("/chat/", "{\"message\": \"Hi\"}");
      CleanError.assertDetail("provider", answer, status);
      assertThat(answer.body()).doesNotContain("Traceback").doesNotContain("Bad key");
    }
  }

  @Test
  void refusesWhatIsNoQuestion() throws Exception {
    for (String body :
        List.of(
            "",
            "{",
            "{}",
            "{\"message\": 5}",
            "{\"message\": \"Hi\", \"chat_history\": {}}",
            "{\"message\": \"Hi\", \"chat_history\": [5]}",
            "{\"message\": \"Hi\", \"chat_history\": [{\"text\": \"a\", \"role\": \"root\"}]}",
            "{\"message\": \"Hi\", \"chat_history\": [{\"role\": \"user\"}]}",
            "[".repeat(50_000))) {
      CleanError.assertDetail(body, gateway.post("/chat/", body), 400);
    }
  }

  @Test
  void answersNobodyWithoutTheToken() throws Exception {
    for (Http caller : List.of(stranger, stranger.bearer("another"))) {
      CleanError.assertDetail("seed", caller.post("/chat/", "{\"message\": \"Hi\"}"), 403);
      CleanError.assertOpenAi("/v1", caller.post("/v1/chat/completions", Calls.CALL), 401);
      CleanError.assertOpenAi("/v1", caller.get("/v1/models"), 401);
    }
    assertThat(provider.requestCount()).isZero();
    assertThat(stranger.get("/livez").statusCode()).isEqualTo(200);
  }
}
