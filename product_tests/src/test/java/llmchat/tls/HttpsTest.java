package llmchat.tls;

import static llmchat.tls.TlsGateway.CHAT;
import static llmchat.tls.TlsGateway.QUESTION;
import static llmchat.tls.TlsGateway.STREAMED_QUESTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import llmchat.testkit.Bytes;
import llmchat.testkit.DefaultReplies;
import llmchat.testkit.Headers;
import llmchat.testkit.Http;
import llmchat.testkit.OpenAi;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawResponse;
import llmchat.testkit.Reply;
import llmchat.testkit.Sse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway speaks HTTPS, over HTTP/1.1 as well as over HTTP/2. */
class HttpsTest extends TlsTest {
  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void relaysAWholeAnswerToTheByte(Version version) throws Exception {
    String answer = "{ \"choices\" : [ ] , \"odd\":1.50e1 }";
    gateway.provider().enqueue(Reply.json(200, answer));
    try (Http http = gateway.caller(version)) {
      HttpResponse<String> response = http.post(CHAT, QUESTION);

      assertThat(response.version()).isEqualTo(version);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(answer);
      assertThat(response.headers().firstValueAsLong("content-length")).hasValue(answer.length());
      assertThat(gateway.provider().takeRequest().body().utf8()).isEqualTo(QUESTION);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void relaysAStreamEventByEvent(Version version) throws Exception {
    gateway
        .provider()
        .enqueue(
            Reply.events(
                OpenAi.chunk("a"), OpenAi.chunk("b"), OpenAi.finish("stop"), OpenAi.done()));
    try (Http http = gateway.caller(version)) {
      Sse events = http.events(CHAT, STREAMED_QUESTION);

      assertThat(events.nextData().orElseThrow().data()).contains("\"a\"");
      assertThat(events.nextData().orElseThrow().data()).contains("\"b\"");
      assertThat(events.nextData().orElseThrow().data()).contains("stop");
      assertThat(events.nextData().orElseThrow().data()).isEqualTo("[DONE]");
      assertThat(events.nextData()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void answersErrorsAsInClearText(Version version) throws Exception {
    try (Http stranger = gateway.http(version);
        Http http = gateway.caller(version)) {
      HttpResponse<String> denied = stranger.post(CHAT, QUESTION);
      assertThat(denied.statusCode()).isEqualTo(401);
      assertThat(denied.body()).contains("invalid_api_key");
      assertThat(http.post(CHAT, "{").statusCode()).isEqualTo(400);
      assertThat(http.get("/nowhere").statusCode()).isEqualTo(404);
      assertThat(http.delete("/chat").statusCode()).isEqualTo(405);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void refusesABodyThatIsTooLarge(Version version) throws Exception {
    String large = "\"" + "x".repeat(33 * 1024 * 1024) + "\"";
    try (Http http = gateway.caller(version)) {
      try {
        HttpResponse<String> refused = http.post(CHAT, large);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.headers().firstValue("x-request-id")).isPresent();
      } catch (IOException cut) {
        // Over HTTP/1.1 the connection is closed, and a client may be told of that first.
        assertThat(version).isEqualTo(Version.HTTP_1_1);
      }
      assertThat(http.get("/v1/models").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void takesALargeBodyAndGivesALargeAnswer(Version version) throws Exception {
    String text = "x".repeat(5_000_000);
    String answer = "{\"choices\":[],\"text\":\"" + text + "\"}";
    gateway.provider().enqueue(Reply.json(200, answer));
    String question = QUESTION.replace("Hi", text);
    try (Http http = gateway.caller(version)) {
      assertThat(http.post(CHAT, question).body()).isEqualTo(answer);
      assertThat(gateway.provider().takeRequest().body().utf8()).isEqualTo(question);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void setsTheSessionCookieForHttpsAlone(Version version) throws Exception {
    try (Http http = gateway.http(version)) {
      HttpResponse<String> in = http.postForm("/login/", gateway.logIn());
      String cookie = in.headers().firstValue("set-cookie").orElseThrow();

      assertThat(cookie).endsWith("; Secure").contains("HttpOnly");
      Http page = http.with("Cookie", cookie.substring(0, cookie.indexOf(';')));
      assertThat(page.with("Origin", gateway.origin()).post("/verify_token/", "").statusCode())
          .isEqualTo(200);
      assertThat(
              page.with("Origin", "https://evil.example").post("/verify_token/", "").statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void answersHeadWithTheLengthAndNoBody() throws Exception {
    try (Http http = gateway.http(Version.HTTP_2)) {
      HttpResponse<String> head = http.send("HEAD", "/openapi.json", "");
      long length =
          http.get("/openapi.json").body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;

      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValueAsLong("content-length")).hasValue(length);
    }
  }

  @Test
  void servesOpenAisOwnClient() {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(gateway.origin() + "/v1")
            .apiKey(gateway.key())
            .sslSocketFactory(gateway.certificate().trusting().getSocketFactory())
            .trustManager(gateway.certificate().trustManager())
            .maxRetries(0)
            .build();
    try {
      var question =
          ChatCompletionCreateParams.builder().model("gpt-4o-mini").addUserMessage("Hi").build();
      var completion = client.chat().completions().create(question);
      List<ChatCompletionChunk> chunks = new ArrayList<>();
      try (var stream = client.chat().completions().createStreaming(question)) {
        stream.stream().forEach(chunks::add);
      }

      assertThat(completion.choices().getFirst().message().content()).hasValue(DefaultReplies.TEXT);
      assertThat(
              chunks.stream()
                  .flatMap(chunk -> chunk.choices().stream())
                  .map(choice -> choice.delta().content().orElse(""))
                  .collect(Collectors.joining()))
          .isEqualTo(DefaultReplies.TEXT);
      assertThatThrownBy(
              () -> client.chat().completions().create(question.toBuilder().model("gpt-9").build()))
          .isInstanceOf(NotFoundException.class);
    } finally {
      client.close();
    }
  }

  @Test
  void speaksHttp11WithAClientThatDoesNotKnowAlpn() throws IOException {
    try (SSLSocket socket = gateway.connect();
        RawClient client = RawClient.over(socket)) {
      assertThat(client.get("/livez").readResponse().status()).isEqualTo(200);
      assertThat(client.send("GET /livez HTTP/1.0\r\n\r\n").readResponse().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksTls12And13(String protocol) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            gateway
                .certificate()
                .trusting()
                .getSocketFactory()
                .createSocket("localhost", gateway.port())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      assertThat(socket.getSession().getCipherSuite()).matches(".*(GCM|POLY1305).*");
    }
  }

  @Test
  void refusesCiphersThatDoNotKeepSecrets() throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            gateway
                .certificate()
                .trusting()
                .getSocketFactory()
                .createSocket("localhost", gateway.port())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void closesAConnectionInClearText() throws IOException {
    try (RawClient client = RawClient.connect(gateway.port())) {
      assertThat(client.get("/livez").readToEnd().latin1()).doesNotContain("200");
    }
    assertThat(gateway.log()).doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: xchunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: +5",
        "X A: 1\r\nContent-Length: 5"
      })
  void refusesHeadsThatSmuggle(String fields) throws IOException {
    try (RawClient client = gateway.raw()) {
      String answer =
          client
              .send(
                  "POST "
                      + CHAT
                      + " HTTP/1.1\r\nHost: localhost\r\n"
                      + fields
                      + "\r\n\r\nGET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n")
              .readToEnd()
              .latin1();

      assertThat(answer).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1");
      assertThat(gateway.provider().requestCount()).isZero();
    }
  }

  @Test
  void answersPipelinedRequestsInTheirOrder() throws IOException {
    try (RawClient client = gateway.raw()) {
      Bytes model =
          RawClient.request(
              "GET",
              "/v1/models",
              Headers.of("Authorization", "Bearer " + gateway.key()),
              Bytes.EMPTY);
      client.send(model).get("/livez").send(model);
      List<RawResponse> answers =
          List.of(client.readResponse(), client.readResponse(), client.readResponse());

      assertThat(answers).extracting(RawResponse::status).containsOnly(200);
      assertThat(answers.get(0).body()).isEqualTo(answers.get(2).body());
      assertThat(answers.get(1).body()).isNotEqualTo(answers.get(0).body());
    }
  }

  @Test
  void tellsBrowsersToComeByHttpsButNotForAllOfThisMachine() throws IOException {
    for (String path : new String[] {"/", "/livez", "/v1/models", "/nowhere"}) {
      assertThat(security(path, "chat.example")).hasValue("max-age=2592000");
      assertThat(security(path, "chat.example:8001")).hasValue("max-age=2592000");
      assertThat(security(path, "localhost:8001")).isEmpty();
    }
  }

  private static Optional<String> security(String path, String host) throws IOException {
    try (RawClient client = gateway.raw()) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      return client.readResponse().headers().first("strict-transport-security");
    }
  }
}
