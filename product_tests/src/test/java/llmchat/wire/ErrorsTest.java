package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import llmchat.testkit.Headers;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import llmchat.testkit.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is refused, in which words, and what a provider's refusal becomes. */
class ErrorsTest extends WireTest {
  ErrorsTest(Product product) {
    super(product);
  }

  @Test
  void refusesACallWithoutAKey() throws IOException {
    RawResponse answer = withKeyHeaders();

    JsonNode error = error(answer, 401);
    assertThat(error.path("code").asString()).isEqualTo("invalid_api_key");
    assertThat(answer.headers().first("www-authenticate")).hasValue("Bearer");
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void letsPagesOfOtherOriginsReadARefusal() throws IOException {
    RawResponse answer = withKeyHeaders("Origin", "https://page.example");

    error(answer, 401);
    assertThat(answer.headers().first("access-control-allow-origin")).hasValue("*");
  }

  @Test
  void takesTheKeyInEveryUsualForm() throws IOException {
    String key = product.key();
    for (Headers form :
        new Headers[] {
          Headers.of("Authorization", "bearer " + key),
          Headers.of("Authorization", "BEARER   " + key + "  "),
          Headers.of("Authorization", key),
          Headers.of("x-api-key", key),
          Headers.of("api-key", key)
        }) {
      String name = form.names().getFirst();
      RawResponse answer = withKeyHeaders(name, form.first(name).orElseThrow());

      assertThat(answer.status()).as(form.toString()).isEqualTo(200);
      assertThat(upstream.takeRequest().head().latin1())
          .doesNotContain(key)
          .contains("Bearer " + Product.PROVIDER_KEY);
    }
  }

  @Test
  void refusesTheBasicScheme() throws IOException {
    error(withKeyHeaders("Authorization", "Basic " + product.key()), 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"model\"", "nope", "{'model':1}", "\u0000"})
  void saysThatABodyIsNotJson(String body) throws IOException {
    JsonNode error = error(chat(body), 400);

    assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
    assertThat(error.path("message").asString()).contains("JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "\"x\"", "null", "1", "true"})
  void refusesABodyThatIsNoObject(String body) throws IOException {
    error(chat(body), 400);

    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void namesTheModelWhenItIsMissing() throws IOException {
    assertThat(error(chat("{\"messages\":[]}"), 400).path("param").asString()).isEqualTo("model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "\"\"", "{}", "[\"gpt-4o-mini\"]"})
  void refusesAModelThatIsNoName(String model) throws IOException {
    RawResponse answer = chat("{\"messages\":[],\"model\":" + model + "}");

    assertThat(error(answer, 400).path("param").asString()).isEqualTo("model");
  }

  @Test
  void answersAnUnknownModelWith404() throws IOException {
    JsonNode error = error(chat(QUESTION.replace("gpt-4o-mini", "gpt-9")), 404);

    assertThat(error.path("code").asString()).isEqualTo("model_not_found");
    assertThat(error.path("message").asString()).contains("gpt-9");
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void answersAnUnknownPathWith404InJson() throws IOException {
    error(get("/v1/nothing-here"), 404);
    error(post("/v1/chat", QUESTION), 404);
  }

  @Test
  void answersAnotherMethodWith405AndSaysWhichIsAllowed() throws IOException {
    RawResponse answer = get(CHAT);

    error(answer, 405);
    assertThat(answer.headers().first("allow")).hasValue("POST");
    assertThat(post("/v1/models", "{}").headers().first("allow")).hasValue("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 409, 422, 429, 500, 503})
  void passesAProvidersErrorUnchanged(int status) throws IOException {
    String body = OpenAi.error("your mistake: \u00fc", "some_type", "some_code") + "\n";
    upstream.enqueue(Reply.json(status, body));

    RawResponse answer = chat(QUESTION);

    error(answer, status);
    assertThat(answer.body()).isEqualTo(Bytes.utf8(body));
  }

  @Test
  void putsAFastApiDetailIntoTheUsualShape() throws IOException {
    upstream.enqueue(
        Reply.json(422, "{\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"n is too large\"}]}"));

    assertThat(error(chat(QUESTION), 422).path("message").asString()).contains("n is too large");
  }

  @Test
  void putsAnHtmlErrorIntoTheUsualShape() throws IOException {
    upstream.enqueue(Reply.html(503, "<html>Service <b>down</b></html>"));

    assertThat(error(chat(QUESTION), 503).path("message").asString()).doesNotContain("<");
  }

  @Test
  void passesTheAdviceWhenToRetry() throws IOException {
    upstream.enqueue(
        Reply.json(429, OpenAi.error("slow down", "requests", "rate_limit_exceeded"))
            .header("retry-after-ms", "250")
            .header("Retry-After", "1")
            .header("x-should-retry", "true"));

    RawResponse answer = chat(QUESTION);

    error(answer, 429);
    assertThat(answer.headers().first("retry-after-ms")).hasValue("250");
    assertThat(answer.headers().first("retry-after")).hasValue("1");
    assertThat(answer.headers().first("x-should-retry")).hasValue("true");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void takesARefusedOperatorsKeyForATroubleOfTheGateway(int status) throws IOException {
    upstream.enqueue(
        Reply.json(
            status,
            OpenAi.error(
                "Incorrect API key provided: " + Product.PROVIDER_KEY,
                "invalid_request_error",
                "invalid_api_key")));

    RawResponse answer = chat(QUESTION);

    error(answer, 502);
    assertThat(answer.body().utf8()).doesNotContain(Product.PROVIDER_KEY);
  }

  @ParameterizedTest
  @CsvSource({"529,503", "599,502"})
  void turnsAStatusThatClientsDoNotKnowIntoTheNearest(int upstreams, int ours) throws IOException {
    upstream.enqueue(Reply.json(upstreams, OpenAi.error("busy", "overloaded_error", null)));

    error(chat(QUESTION), ours);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void followsNoRedirect(int status) throws IOException {
    upstream.enqueue(Reply.redirect(status, upstream.origin() + "/elsewhere"));

    error(chat(QUESTION), 502);
    assertThat(upstream.requestCount()).isEqualTo(1);
  }

  @Test
  void tellsTheSameRequestIdToTheProviderAndTheClient() throws IOException {
    RawResponse answer = chat(QUESTION);

    assertThat(answer.headers().first("x-request-id"))
        .hasValue(upstream.takeRequest().header("x-request-id"));
  }

  private RawResponse withKeyHeaders(String... headers) throws IOException {
    try (RawClient client = product.connect()) {
      return client.post(CHAT, QUESTION, headers).readResponse();
    }
  }
}
