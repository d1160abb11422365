package llmchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import llmchat.product.Product;
import llmchat.testkit.Bytes;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import llmchat.testkit.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not streamed: their bytes, and how they are framed. */
class WholeAnswersTest extends WireTest {
  private static final String ODD =
      "{ \"id\":\"x\",\"choices\":[], \"seen\":1e400,\"t\":\"\\u00e9\\/é\",\n\"z\":9007199254740993 }\n";

  WholeAnswersTest(Product product) {
    super(product);
  }

  @Test
  void passesRequestAndReplyByteForByte() throws IOException {
    upstream.enqueue(Reply.json(200, ODD));

    RawResponse answer = chat(QUESTION);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Bytes.utf8(ODD));
    assertThat(answer.headers().first("content-type")).hasValue("application/json");
    assertThat(answer.headers().first("content-length"))
        .hasValue(Integer.toString(Bytes.utf8(ODD).size()));
    assertThat(answer.headers().has("transfer-encoding")).isFalse();
    assertThat(upstream.takeRequest().body()).isEqualTo(Bytes.utf8(QUESTION));
  }

  @Test
  void passesAnAnswerThatCameInChunks() throws IOException {
    upstream.enqueue(Reply.json(200, ODD).chunked().splitEvery(7));

    assertThat(chat(QUESTION).body()).isEqualTo(Bytes.utf8(ODD));
  }

  @Test
  void passesAnAnswerThatEndsWithItsConnection() throws IOException {
    upstream.enqueue(Reply.json(200, ODD).closeDelimited());

    assertThat(chat(QUESTION).body()).isEqualTo(Bytes.utf8(ODD));
  }

  @Test
  void passesEmbeddingsByteForByte() throws IOException {
    String body =
        "{\"model\":\"text-embedding-3-small\",\"input\":[\"a\",\"b\"],"
            + "\"encoding_format\":\"base64\"}";
    upstream.enqueue(Reply.json(200, ODD));

    RawResponse answer = post("/v1/embeddings", body);

    assertThat(answer.status()).isEqualTo(200);
    var asked = upstream.takeRequest();
    assertThat(asked.path()).isEqualTo("/v1/embeddings");
    assertThat(asked.body()).isEqualTo(Bytes.utf8(body));
    assertThat(answer.body()).isEqualTo(Bytes.utf8(ODD));
  }

  @Test
  void answersAHalfAnswerWith502() throws IOException {
    String whole = OpenAi.completion("cut", 1, 1);
    upstream.enqueue(Reply.json(200, whole).finAfter(whole.length() / 2));

    assertThat(error(chat(QUESTION), 502).path("code").asString()).isEqualTo("upstream_broken");
  }

  @Test
  void answersAResetInTheMiddleWith502() throws IOException {
    upstream.enqueue(Reply.json(200, ODD).resetAfter(10));

    error(chat(QUESTION), 502);
  }

  @Test
  void answersAnEmptyAnswerWith502() throws IOException {
    upstream.enqueue(Reply.json(200, ""));

    error(chat(QUESTION), 502);
  }

  @Test
  void answersAnHtmlPageWith502AndShowsNothingOfIt() throws IOException {
    upstream.enqueue(Reply.html(200, "<html><h1>captive portal</h1></html>"));

    RawResponse answer = chat(QUESTION);

    error(answer, 502);
    assertThat(answer.body().utf8()).doesNotContain("captive", "<html>");
  }

  @Test
  void answersJsonThatIsNoObjectWith502() throws IOException {
    upstream.enqueue(Reply.json(200, "[]"));

    error(chat(QUESTION), 502);
  }

  @Test
  void unpacksAGzippedAnswerThatNobodyAskedFor() throws IOException {
    upstream.enqueue(Reply.json(200, ODD).gzip());

    RawResponse answer = chat(QUESTION, "Accept-Encoding", "gzip");

    assertThat(answer.body()).isEqualTo(Bytes.utf8(ODD));
    assertThat(answer.headers().has("content-encoding")).isFalse();
    assertThat(upstream.takeRequest().header("accept-encoding")).isEqualTo("identity");
  }

  @Test
  void answersRequestsOnOneConnectionInTheirOrder() throws IOException {
    try (RawClient client = product.connect()) {
      for (int i = 0; i < 3; i++) {
        upstream.enqueue(Reply.json(200, "{\"n\":" + i + "}"));
        client.post(CHAT, QUESTION, authorized());
        assertThat(client.readResponse().body().utf8()).isEqualTo("{\"n\":" + i + "}");
      }
    }
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws IOException {
    for (int i = 0; i < 4; i++) {
      upstream.enqueue(Reply.json(200, "{\"n\":" + i + "}"));
    }
    try (RawClient client = product.connect()) {
      Bytes one = posting(CHAT, Bytes.utf8(QUESTION), authorized());
      client.send(Bytes.join(java.util.List.of(one, one, one, one)));
      for (int i = 0; i < 4; i++) {
        assertThat(client.readResponse().body().utf8()).isEqualTo("{\"n\":" + i + "}");
      }
    }
  }

  @Test
  void answersAPipelinedCallBehindAStreamInItsTurn() throws IOException {
    try (RawClient client = product.connect()) {
      client.post(CHAT, STREAMED_QUESTION, authorized()).get("/v1/models", authorized());
      assertThat(client.readResponse().body().utf8()).endsWith("data: [DONE]\n\n");
      assertThat(client.readResponse().body().utf8()).startsWith("{\"object\":\"list\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "false"})
  void takesStreamNullAndFalseForAWholeAnswer(String stream) throws IOException {
    String body = QUESTION.replaceFirst("\\{", "{\"stream\":" + stream + ",");

    RawResponse answer = chat(body);

    assertThat(answer.headers().first("content-type")).hasValue("application/json");
    assertThat(upstream.takeRequest().body()).isEqualTo(Bytes.utf8(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"true\"", "1", "[]", "{}"})
  void refusesAStreamThatIsNoBoolean(String stream) throws IOException {
    RawResponse answer = chat(QUESTION.replaceFirst("\\{", "{\"stream\":" + stream + ","));

    assertThat(error(answer, 400).path("param").asString()).isEqualTo("stream");
    assertThat(upstream.requestCount()).isZero();
  }

  @Test
  void answersWholeWhenOnlyTheAcceptHeaderSpeaksOfEvents() throws IOException {
    RawResponse answer = chat(QUESTION, "Accept", "text/event-stream");

    assertThat(answer.headers().first("content-type")).hasValue("application/json");
  }

  /** They once went out as they came, and 042 as 42. */
  @ParameterizedTest
  @ValueSource(strings = {"042", "150", "199", "600", "999"})
  void answersAStatusThatHttpDoesNotKnowWith502(String status) throws IOException {
    Bytes head =
        Bytes.utf8(
            "HTTP/1.1 "
                + status
                + " Odd\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    upstream.enqueue(Reply.raw(head), Reply.raw(head));

    assertThat(error(chat(QUESTION), 502).path("code").asString()).isEqualTo("upstream_broken");
    assertThat(error(chat(STREAMED_QUESTION), 502).path("code").asString())
        .isEqualTo("upstream_broken");
  }

  /** A browser that opens an answer must not show what a provider wrote as a page of ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "text/html; charset=utf-8", "image/svg+xml", "application/xml", ""})
  void passesNoContentTypeButJson(String type) throws IOException {
    String error = "{\"error\":{\"message\":\"<script>\"}}";
    for (int status : new int[] {200, 400, 500}) {
      upstream.enqueue(Reply.json(status, error).header("Content-Type", type));

      RawResponse answer = chat(QUESTION);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers().first("content-type")).hasValue("application/json");
      assertThat(answer.headers().first("x-content-type-options")).hasValue("nosniff");
    }
  }
}
