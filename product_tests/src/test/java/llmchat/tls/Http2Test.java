package llmchat.tls;

import static llmchat.tls.Http2Socket.DATA;
import static llmchat.tls.Http2Socket.GOAWAY;
import static llmchat.tls.Http2Socket.INITIAL_WINDOW_SIZE;
import static llmchat.tls.Http2Socket.PING;
import static llmchat.tls.Http2Socket.RST_STREAM;
import static llmchat.tls.Http2Socket.SETTINGS;
import static llmchat.tls.TlsGateway.CHAT;
import static llmchat.tls.TlsGateway.QUESTION;
import static llmchat.tls.TlsGateway.STREAMED_QUESTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import llmchat.testkit.Await;
import llmchat.testkit.Ending;
import llmchat.testkit.Exchange;
import llmchat.testkit.OpenAi;
import llmchat.testkit.Part;
import llmchat.testkit.Reply;
import llmchat.tls.Http2Socket.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 with clients that break its rules, take their time or leave. */
class Http2Test extends TlsTest {
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final int PROTOCOL_ERROR = 1;
  private static final int CANCEL = 8;
  private static final int ENHANCE_YOUR_CALM = 11;

  @Test
  void saysItsBoundsFirst() throws IOException {
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      Frame settings = socket.read();

      assertThat(socket.protocol()).isEqualTo("h2");
      assertThat(settings.type()).isEqualTo(SETTINGS);
      Map<Integer, Integer> values = new HashMap<>();
      for (int at = 0; at < settings.payload().size(); at += 6) {
        values.put(settings.number(at) >>> 16, settings.number(at + 2));
      }
      assertThat(values).containsEntry(3, 100).containsEntry(6, 32 * 1024);
    }
  }

  @Test
  void sendsNoFieldsThatBelongToAConnectionOfHttp11() throws IOException {
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      socket.beginPost(1, CHAT, gateway.key(), "content-length", "99999999999");
      Http2Headers head = socket.headers(1);

      assertThat(head.status()).hasToString("413");
      assertThat(head.names().stream().map(CharSequence::toString))
          .contains("content-type", "x-request-id", "content-length")
          .doesNotContain("connection", "keep-alive", "transfer-encoding");
    }
  }

  @Test
  void stopsTheProviderOfAStreamThatTheClientResetsAndOfNoOther() throws Exception {
    gateway.provider().enqueue(Reply.events(OpenAi.chunk("one")).stallAfter(Long.MAX_VALUE));
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      socket.post(1, CHAT, gateway.key(), STREAMED_QUESTION);
      Exchange first = gateway.provider().takeExchange();
      assertThat(socket.await(DATA, 1).text()).contains("one");
      gateway.provider().enqueue(Reply.silence());
      socket.post(3, CHAT, gateway.key(), QUESTION);
      Exchange second = gateway.provider().takeExchange();
      String before = gateway.log();
      socket.reset(3);

      assertThat(second.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
      socket.get(5, "/livez");
      assertThat(socket.headers(5).status()).hasToString("200");
      socket.reset(1);
      assertThat(first.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
      socket.get(7, "/nowhere");
      assertThat(socket.headers(7).status()).hasToString("404");
      assertThat(logged(before, "status=404"))
          .filteredOn(line -> line.contains("client_gone"))
          .hasSize(2);
    }
  }

  @Test
  void takesAStreamThatIsResetWithinItsBodyForGone() throws Exception {
    String before = gateway.log();
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      socket.beginPost(1, CHAT, gateway.key());
      socket.frame(DATA, 0, 1, new byte[10]).reset(1);
      socket.get(3, "/nowhere");
      assertThat(socket.headers(3).status()).hasToString("404");
      assertThat(logged(before, "status=404"))
          .filteredOn(line -> line.contains("/v1/chat"))
          .singleElement()
          .asString()
          .contains("client_gone", "status=499");
    }
  }

  @Test
  void pausesTheProviderOfAStreamThatIsNotReadAndNoOther() throws Exception {
    var chunk = OpenAi.chunk("x".repeat(16_000));
    gateway
        .provider()
        .enqueue(Reply.events(Part.repeat(chunk, 2_000), OpenAi.finish("stop"), OpenAi.done()));
    try (Http2Socket socket = new Http2Socket(gateway).begin(INITIAL_WINDOW_SIZE, 20_000)) {
      socket.allow(0, 1_000_000_000).post(1, CHAT, gateway.key(), STREAMED_QUESTION);
      Exchange exchange = gateway.provider().takeExchange();
      assertThat(exchange.awaitStandstill(Duration.ofMillis(500)))
          .isLessThan(1_000L * chunk.size());
      socket.post(3, CHAT, gateway.key(), QUESTION);
      assertThat(socket.headers(3).status()).hasToString("200");

      socket.allow(1, 1_000_000_000);
      long size = 20_000;
      Frame frame = socket.await(f -> f.stream() == 1 && f.type() == DATA);
      while (!frame.ends()) {
        frame = socket.await(f -> f.stream() == 1 && f.type() == DATA);
        size += frame.payload().size();
      }
      assertThat(size).isGreaterThan(1_900L * chunk.size());
    }
  }

  @Test
  void endsAStreamThatIsNeverReadAndLeavesTheConnection() throws Exception {
    var chunk = OpenAi.chunk("x".repeat(16_000));
    gateway.provider().enqueue(Reply.events(Part.repeat(chunk, 2_000), OpenAi.done()));
    try (Http2Socket socket = new Http2Socket(gateway).begin(INITIAL_WINDOW_SIZE, 20_000)) {
      socket.post(1, CHAT, gateway.key(), STREAMED_QUESTION);
      Exchange exchange = gateway.provider().takeExchange();
      assertThat(exchange.awaitStandstill(Duration.ofMillis(500))).isPositive();
      gateway.pass(Duration.ofSeconds(61));

      assertThat(socket.await(RST_STREAM, 1).number(0)).isEqualTo(CANCEL);
      assertThat(exchange.awaitEnd(WITHIN)).isInstanceOf(Ending.ClosedByPeer.class);
      socket.get(3, "/livez");
      assertThat(socket.headers(3).status()).hasToString("200");
    }
  }

  @Test
  void endsAnAnswerThatIsNeverTaken() throws Exception {
    gateway.provider().enqueue(Reply.json(200, "{\"a\":\"" + "x".repeat(100_000) + "\"}"));
    try (Http2Socket socket = new Http2Socket(gateway).begin(INITIAL_WINDOW_SIZE, 10)) {
      socket.post(1, CHAT, gateway.key(), QUESTION);
      assertThat(socket.headers(1).status()).hasToString("200");
      gateway.pass(Duration.ofSeconds(68));

      assertThat(socket.await(RST_STREAM, 1).number(0)).isEqualTo(CANCEL);
      socket.get(3, "/livez");
      assertThat(socket.headers(3).status()).hasToString("200");
    }
  }

  @Test
  void stopsABodyThatNobodyNeedsAnyMore() throws IOException {
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      socket.beginPost(1, CHAT, "wrong");
      assertThat(socket.headers(1).status()).hasToString("401");
      gateway.pass(Duration.ofSeconds(6));

      assertThat(socket.await(RST_STREAM, 1).number(0)).isZero();
    }
  }

  static Stream<String[]> malformed() {
    return Stream.of(
        new String[] {"connection", "keep-alive"},
        new String[] {"transfer-encoding", "chunked"},
        new String[] {"content-length", "5"},
        new String[] {"content-length", "five"},
        new String[] {"host", "other.example"},
        new String[] {"Upper", "case"},
        new String[] {":path", "/again"},
        new String[] {"idempotency-key", "a\nb"},
        new String[] {"openai-beta", "\u001b[31m"},
        new String[] {"access-control-request-headers", "\u001b"},
        new String[] {"x", "a\u0001b"},
        new String[] {"x", "a\u007fb"},
        new String[] {"x", "a\r\nb: c"});
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refusesAMalformedHead(String name, String value) throws IOException {
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      socket.get(1, "/v1/models", name, value);
      Frame end =
          socket.await(f -> f.type() == RST_STREAM || f.type() == GOAWAY || f.type() == DATA);

      assertThat(end.type()).isNotEqualTo(DATA);
      assertThat(end.number(end.type() == GOAWAY ? 4 : 0)).isEqualTo(PROTOCOL_ERROR);
    }
    assertThat(gateway.log()).doesNotContain("Exception");
  }

  @Test
  void refusesAHeadThatIsTooLarge() throws IOException {
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        fields.addAll(List.of("x-large", "x".repeat(4_000)));
      }
      socket.get(1, "/livez", fields.toArray(String[]::new));
      assertThat(socket.headers(1).status()).hasToString("200");
      for (int i = 0; i < 6; i++) {
        fields.addAll(List.of("x-large", "x".repeat(4_000)));
      }
      // One frame takes 16 KB; the rest of a head follows in continuations.
      assertThat(fields).hasSize(18);
      largeHead(socket, 3, 9);
      assertThat(socket.headers(3).status()).hasToString("431");
      socket.get(5, "/livez");
      assertThat(socket.headers(5).status()).hasToString("200");
    }
  }

  private static void largeHead(Http2Socket socket, int stream, int fields) throws IOException {
    socket.frame(
        Http2Socket.HEADERS,
        Http2Socket.END_STREAM,
        stream,
        Http2Socket.literal(
            ":method", "GET", ":scheme", "https", ":authority", "localhost", ":path", "/livez"));
    for (int i = 0; i < fields; i++) {
      socket.frame(
          9,
          i == fields - 1 ? Http2Socket.END_HEADERS : 0,
          stream,
          Http2Socket.literal("x-large", "x".repeat(4_000)));
    }
  }

  @Test
  void endsAConnectionThatOnlyOpensAndResets() throws IOException {
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      try {
        for (int stream = 1; stream < 2 * 1_100; stream += 2) {
          socket.get(stream, "/livez").reset(stream);
        }
      } catch (IOException closed) {
        // It may come before the last reset is sent.
        assertThat(closed).isNotNull();
      }
      assertThat(socket.await(GOAWAY, 0).number(4)).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void refusesMoreStreamsAtOneTimeThanItSaid() throws IOException {
    for (int i = 0; i < 100; i++) {
      gateway.provider().enqueue(Reply.silence());
    }
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      for (int stream = 1; stream <= 2 * 100 + 1; stream += 2) {
        socket.post(stream, CHAT, gateway.key(), QUESTION);
      }
      assertThat(socket.await(f -> f.type() == RST_STREAM || f.type() == GOAWAY).type())
          .isIn(RST_STREAM, GOAWAY);
    }
  }

  @Test
  void holdsAFileOfTheProgramOnceForAllThatAskForIt() throws Exception {
    try (Http2Socket socket = new Http2Socket(gateway).begin(INITIAL_WINDOW_SIZE, 0)) {
      socket.get(1, "/docs/swagger-ui-bundle.js");
      socket.headers(1);
      long before = heap();
      for (int stream = 3; stream < 2 * 90; stream += 2) {
        socket.get(stream, "/docs/swagger-ui-bundle.js");
        socket.headers(stream);
      }
      assertThat(heap() - before).as("of 1.5 MB each").isLessThan(50L << 20);
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void closesAConnectionOnWhichNothingHappens() throws IOException {
    try (Http2Socket socket = new Http2Socket(gateway).begin()) {
      socket.get(1, "/livez");
      assertThat(socket.headers(1).status()).hasToString("200");
      socket.get(3, "/livez");
      assertThat(socket.headers(3).status()).hasToString("200");
      // What is answered after it, is answered when both streams are closed.
      socket.frame(PING, 0, 0, new byte[8]).await(PING, 0);
      gateway.pass(Duration.ofSeconds(80));

      assertThat(socket.await(GOAWAY, 0).number(4)).isZero();
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void closesAConnectionThatNeverBegins() throws IOException {
    try (Http2Socket socket = new Http2Socket(gateway)) {
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void tellsItsClientsToGoWhenItStops(@TempDir Path folder) throws Exception {
    TlsGateway stopping = TlsGateway.start(folder, Map.of("DRAIN_TIMEOUT", "20s"));
    stopping.provider().enqueue(Reply.events(OpenAi.chunk("a")).stallAfter(Long.MAX_VALUE));
    try (Http2Socket socket = new Http2Socket(stopping).begin()) {
      socket.post(1, CHAT, stopping.key(), STREAMED_QUESTION);
      assertThat(socket.await(DATA, 1).text()).contains("\"a\"");
      Thread stop = Thread.ofPlatform().start(stopping::close);

      assertThat(socket.await(GOAWAY, 0).number(4)).isZero();
      socket.reset(1);
      assertThat(socket.isClosed()).isTrue();
      stop.join();
    }
  }

  /** The lines that came after {@code before}, once one with {@code last} is there. */
  private static List<String> logged(String before, String last) throws Exception {
    Await.until(last, () -> gateway.log().substring(before.length()).contains(last));
    return gateway.log().substring(before.length()).lines().toList();
  }
}
