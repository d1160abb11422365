package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import llmchat.product.Form;
import llmchat.product.Product;
import llmchat.product.RunningProducts;
import llmchat.product.Runs;
import llmchat.testkit.Bytes;
import llmchat.testkit.Headers;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import llmchat.testkit.RecordedRequest;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A conversation between a plain socket, the real gateway and a scripted provider. */
@Runs(
    in = {Form.ONE_PROCESS, Form.SPLIT},
    with = "MODEL_NAME=" + Product.MODEL + ",text-embedding-3-small")
@ParameterizedClass(name = "{0}")
@ArgumentsSource(RunningProducts.class)
abstract class WireTest {
  static final String CHAT = "/v1/chat/completions";
  static final Duration SOON = Duration.ofSeconds(5);

  /** A chat body as a program writes it. */
  static final String QUESTION =
      "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  static final String STREAMED_QUESTION =
      "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

  final Product product;
  final ScriptedUpstream upstream;

  WireTest(Product product) {
    this.product = product;
    this.upstream = product.provider();
  }

  @BeforeEach
  void startOver() {
    upstream.startOver();
  }

  /** Name and value of the user's key, and these besides. */
  String[] authorized(String... more) {
    return Stream.concat(Stream.of("Authorization", "Bearer " + product.key()), Stream.of(more))
        .toArray(String[]::new);
  }

  /** Posts with the user's key on a connection of its own and reads the whole answer. */
  RawResponse post(String target, String body, String... headers) throws IOException {
    return post(target, Bytes.utf8(body), headers);
  }

  RawResponse post(String target, Bytes body, String... headers) throws IOException {
    try (RawClient client = product.connect()) {
      return client.send(posting(target, body, authorized(headers))).readResponse();
    }
  }

  /** A POST with its length and exactly these headers. */
  static Bytes posting(String target, Bytes body, String... headers) {
    return RawClient.request(
        "POST",
        target,
        Headers.of(headers).plus("Content-Length", Integer.toString(body.size())),
        body);
  }

  RawResponse chat(String body, String... headers) throws IOException {
    return post(CHAT, body, headers);
  }

  RawResponse get(String target, String... headers) throws IOException {
    try (RawClient client = product.connect()) {
      return client.get(target, authorized(headers)).readResponse();
    }
  }

  /** Sends the text as it is and reads the answer and whether the connection was closed. */
  RawResponse exchange(String request) throws IOException {
    try (RawClient client = product.connect()) {
      return client.send(request).readResponse();
    }
  }

  /** What the provider got for a body that was accepted. */
  RecordedRequest passed(String body) throws IOException {
    upstream.enqueue(Reply.json(200, "{}"));
    assertThat(chat(body).status()).isEqualTo(200);
    return upstream.takeRequest();
  }

  /** Checks that it is an error as OpenAI's clients read it, and gives the error object. */
  static JsonNode error(RawResponse answer, int status) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.headers().first("content-type")).hasValue("application/json");
    assertThat(answer.headers().first("x-request-id").orElse("")).isNotEmpty();
    JsonNode error = JsonMapper.shared().readTree(answer.body().toArray()).path("error");
    assertThat(error.propertyNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
    assertThat(error.path("message").asString()).isNotBlank().doesNotContain("Exception", "\tat ");
    assertThat(error.path("type").isString()).isTrue();
    return error;
  }
}
