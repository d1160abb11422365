package llmchat.bench.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import llmchat.bench.wire.Loop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
final class BenchUpstreamTest {
  private static final String PLAIN = "{\"model\":\"m\",\"messages\":[],\"stream\":false}";
  private static final Pattern CONTENT = Pattern.compile("\"content\":\"(\\d+) word\"");

  private final Loop loop = Loop.start("upstream");
  private final BenchUpstream upstream = BenchUpstream.start(loop, 0);

  @AfterEach
  void close() {
    upstream.close();
    loop.close();
  }

  @Test
  void answersAPlainCallWithACompletion() throws IOException {
    try (var socket = connect()) {
      send(socket, post(PLAIN));
      var body = body(answer(socket));
      assertThat(body.length()).isBetween(700, 800);
      var json = JsonMapper.shared().readTree(body);
      assertThat(json.at("/choices/0/message/content").asString()).contains("sea");
      assertThat(json.at("/usage/total_tokens").asInt()).isEqualTo(43);
    }
    assertThat(upstream.counts().calls()).isEqualTo(1);
  }

  @Test
  void answersManyCallsSentAtOnceInOrder() throws IOException {
    upstream.delay(Duration.ofMillis(5));
    try (var socket = connect()) {
      send(socket, post(PLAIN) + get("/nothing") + post(PLAIN) + get("/v1/models"));
      assertThat(answer(socket)).contains("chat.completion");
      assertThat(answer(socket)).startsWith("HTTP/1.1 404 ");
      assertThat(answer(socket)).contains("chat.completion");
      assertThat(answer(socket)).contains("\"object\": \"list\"");
    }
  }

  @Test
  void readsARequestInPiecesOfOneByte() throws IOException {
    try (var socket = connect()) {
      for (var letter : post("{\"stream\": true}").getBytes(US_ASCII)) {
        socket.getOutputStream().write(letter);
      }
      assertThat(line(socket)).isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(upstream.counts().streams()).isEqualTo(1);
  }

  @Test
  void readsAChunkedRequest() throws IOException {
    try (var socket = connect()) {
      send(
          socket,
          """
          POST /v1/chat/completions HTTP/1.1
          Transfer-Encoding: chunked

          9
          {"stream"
          7
          : true}
          0

          """
              .replace("\n", "\r\n"));
      assertThat(line(socket)).isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(upstream.counts().streams()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messages\":[],\"stream\":true}",
        "{\"stream\" : true, \"messages\": []}",
        "{\n  \"stream\":\n true\n}",
        "{\"messages\":[{\"content\":\"say \\\"stream\\\": false\"}],\"stream\":true}"
      })
  void seesThatAStreamIsWantedHoweverItIsSpelled(String body) throws IOException {
    try (var socket = connect()) {
      send(socket, post(body));
      assertThat(line(socket)).isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(upstream.counts().streams()).isEqualTo(1);
  }

  @Test
  void streamsNumberedEventsAndTheEnd() throws IOException {
    upstream.streams(5, Duration.ofMillis(2));
    try (var socket = connect()) {
      send(socket, post("{\"stream\":true,\"stream_options\":{\"include_usage\":true}}"));
      var stream = chunked(socket);
      assertThat(CONTENT.matcher(stream).results().map(each -> number(each)))
          .containsExactly(1, 2, 3, 4, 5);
      assertThat(stream)
          .containsOnlyOnce("\"finish_reason\":\"stop\"")
          .containsOnlyOnce("\"choices\":[],\"usage\":{")
          .endsWith("}\n\ndata: [DONE]\n\n");
      // The connection serves on.
      send(socket, post(PLAIN));
      assertThat(answer(socket)).contains("chat.completion");
    }
    assertThat(upstream.counts())
        .returns(5L, UpstreamCounts::chunks)
        .returns(1L, UpstreamCounts::ended)
        .returns(0, UpstreamCounts::openStreams);
  }

  @Test
  void leavesOutTheUsageThatNobodyAskedFor() throws IOException {
    upstream.streams(1, Duration.ofMillis(1));
    try (var socket = connect()) {
      send(socket, post("{\"stream\":true}"));
      assertThat(chunked(socket)).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    }
  }

  @Test
  void noticesThatAReaderLeft() throws IOException {
    upstream.streams(1_000, Duration.ofMillis(10));
    try (var socket = connect()) {
      send(socket, post("{\"stream\":true}"));
      assertThat(line(socket)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(upstream.counts().openStreams()).isEqualTo(1);
    }
    while (upstream.counts().openConnections() > 0) {
      Thread.onSpinWait();
    }
    assertThat(upstream.counts().openStreams()).isZero();
  }

  @Test
  void closesAfterAnAnswerIfTheRequestSaysSo() throws IOException {
    try (var socket = connect()) {
      send(socket, "GET /v1/models HTTP/1.1\r\nConnection: close\r\n\r\n");
      assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII)).contains("list");
    }
  }

  @Test
  void closesConnectionsOnWhichNothingIsAnswered() throws IOException {
    upstream.streams(3, Duration.ofMillis(50));
    try (var idle = connect();
        var streaming = connect()) {
      send(idle, get("/v1/models"));
      assertThat(answer(idle)).contains("list");
      send(streaming, post("{\"stream\":true}"));
      assertThat(line(streaming)).isEqualTo("HTTP/1.1 200 OK");
      upstream.closeIdle();
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertThat(chunked(streaming)).contains("3 word", "[DONE]");
    }
  }

  @Test
  void refusesSettingsThatItCannotKeep() {
    assertThatThrownBy(() -> upstream.streams(0, Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> upstream.streams(1, Duration.ofNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int number(MatchResult event) {
    return Integer.parseInt(event.group(1));
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), upstream.port());
  }

  private static String post(String body) {
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(body.length(), body);
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  private static void send(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(US_ASCII));
  }

  private static String line(Socket socket) throws IOException {
    var line = new StringBuilder();
    for (var letter = socket.getInputStream().read();
        letter != '\n';
        letter = socket.getInputStream().read()) {
      assertThat(letter).as("end of the connection").isNotEqualTo(-1);
      line.append((char) letter);
    }
    return line.toString().strip();
  }

  private static String head(Socket socket) throws IOException {
    var head = new StringBuilder();
    for (var line = line(socket); !line.isEmpty(); line = line(socket)) {
      head.append(line).append('\n');
    }
    return head.append('\n').toString();
  }

  private static String answer(Socket socket) throws IOException {
    var head = head(socket);
    var length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    return head + new String(socket.getInputStream().readNBytes(length), US_ASCII);
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\n\n") + 2);
  }

  private static String chunked(Socket socket) throws IOException {
    assertThat(head(socket)).contains("text/event-stream", "Transfer-Encoding: chunked");
    var body = new StringBuilder();
    for (var size = size(socket); size > 0; size = size(socket)) {
      body.append(new String(socket.getInputStream().readNBytes(size), US_ASCII));
      assertThat(line(socket)).isEmpty();
    }
    assertThat(line(socket)).isEmpty();
    return body.toString();
  }

  private static int size(Socket socket) throws IOException {
    return Integer.parseInt(line(socket), 16);
  }
}
