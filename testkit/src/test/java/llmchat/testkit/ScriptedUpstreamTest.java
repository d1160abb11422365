package llmchat.testkit;

import static llmchat.testkit.OpenAi.chunk;
import static llmchat.testkit.OpenAi.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScriptedUpstreamTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private RawClient client;

  @BeforeEach
  void connect() throws IOException {
    client = RawClient.connect(upstream.port());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    upstream.close();
  }

  @Test
  void givesTheQueuedRepliesInTheirOrder() throws IOException {
    upstream.enqueue(Reply.json(200, "{\"n\":1}"), Reply.json(503, "{\"n\":2}"));

    client.get("/a").get("/b");

    assertThat(client.readResponse().body().utf8()).isEqualTo("{\"n\":1}");
    assertThat(client.readResponse().status()).isEqualTo(503);
  }

  @Test
  void recordsARequestToTheByte() throws IOException {
    String head = "POST /v1/x?b=1 HTTP/1.1\r\nhost: h\r\nX-Twice: a\r\nx-twice:  b \r\n";
    client.send(head + "Content-Length: 5\r\n\r\n{\"é\"");
    client.readResponse();

    RecordedRequest request = upstream.takeRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/v1/x?b=1");
    assertThat(request.headers().names())
        .containsExactly("host", "X-Twice", "x-twice", "Content-Length");
    assertThat(request.headers().all("X-TWICE")).containsExactly("a", "b");
    assertThat(request.head().utf8()).startsWith(head);
    assertThat(request.body()).isEqualTo(Bytes.utf8("{\"é\""));
  }

  @Test
  void readsAnUploadInChunksWithExtensionsAndTrailers() throws IOException {
    client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.send("2;x=y\r\n[1\r\n1\r\n]\r\n0\r\nTrailer: t\r\n\r\n");
    client.readResponse();

    assertThat(upstream.takeRequest().body().utf8()).isEqualTo("[1]");
  }

  @Test
  void tellsWhichRequestsSharedAConnection() throws IOException {
    client.get("/1");
    client.readResponse();
    client.get("/2");
    client.readResponse();
    try (var other = RawClient.connect(upstream.port())) {
      other.get("/3").readResponse();
    }

    assertThat(upstream.requests())
        .extracting(RecordedRequest::connection)
        .containsExactly(1, 1, 2);
    assertThat(upstream.acceptedConnections()).isEqualTo(2);
  }

  @Test
  void writesEveryEventAsAChunkAndWaitsAtAGate() throws IOException {
    var gate = new Gate();
    upstream.enqueue(Reply.events(chunk("a"), gate, chunk("b"), done()));

    client.post("/v1/chat/completions", "{}");
    Sse events = client.readEvents(client.readHead());

    assertThat(events.next().orElseThrow().raw()).isEqualTo(chunk("a"));
    gate.awaitReached(SOON);
    assertThat(upstream.takeExchange().ending()).isEmpty();
    gate.open();
    assertThat(events.toEnd()).extracting(SseEvent::raw).containsExactly(chunk("b"), done());
  }

  @Test
  void waitsBeforeTheHeadToo() throws IOException {
    var gate = new Gate();
    upstream.enqueue(Reply.json(200, "{}").after(gate));

    client.get("/");
    gate.awaitReached(SOON);
    assertThat(upstream.takeExchange().bytesWritten()).isZero();
    gate.open();

    assertThat(client.readResponse().status()).isEqualTo(200);
  }

  @Test
  void noticesAPeerThatClosesWhileAReplyWaits() throws IOException {
    upstream.enqueue(Reply.events(chunk("a"), new Gate()));
    client.get("/");
    client.readEvents(client.readHead()).next();

    client.close();

    Exchange exchange = upstream.takeExchange();
    assertThat(exchange.awaitEnd(SOON)).isEqualTo(new Ending.ClosedByPeer(exchange.bytesWritten()));
    upstream.awaitConnectionsClosed(SOON);
  }

  @Test
  void noticesAPeerThatResetsWhileAReplyStalls() throws IOException {
    upstream.enqueue(Reply.silence());
    client.get("/");
    Exchange exchange = upstream.takeExchange();

    client.reset();

    assertThat(exchange.awaitEnd(SOON)).isEqualTo(new Ending.ClosedByPeer(0));
  }

  @Test
  void noticesAPeerThatHangsUpOnAnAnswerWithoutEnd() throws IOException {
    upstream.enqueue(Reply.events(Part.repeat(chunk("again"), Part.FOREVER)));
    client.get("/");
    Sse events = client.readEvents(client.readHead());
    assertThat(events.next()).isEqualTo(events.next());

    client.close();

    assertThat(upstream.takeExchange().awaitEnd(SOON)).isInstanceOf(Ending.ClosedByPeer.class);
  }

  @Test
  void cutsABodyWithFin() throws IOException {
    upstream.enqueue(Reply.json(200, "{\"whole\":true}").finAfter(4));

    client.get("/");

    RawHead head = client.readHead();
    assertThat(head.headers().first("content-length")).hasValue("14");
    assertThat(client.readToEnd().utf8()).isEqualTo("{\"wh");
    assertThat(upstream.takeExchange().awaitEnd(SOON))
        .isEqualTo(new Ending.CutByScript(head.raw().size() + 4, Part.Cut.FIN));
  }

  @Test
  void cutsAStreamWithRst() throws IOException {
    upstream.enqueue(Reply.events(chunk("a"), chunk("b")).resetAfter(chunk("a").size()));

    client.get("/");

    assertThatThrownBy(() -> client.readResponse()).isInstanceOf(SocketException.class);
  }

  @Test
  void cutsARepeatedBody() throws IOException {
    upstream.enqueue(
        Reply.of(200, "text/plain", Part.repeat(Bytes.utf8("abc"), 1_000_000)).finAfter(7));

    client.get("/");

    assertThat(client.readHead().headers().first("Content-Length")).hasValue("3000000");
    assertThat(client.readToEnd().utf8()).isEqualTo("abcabca");
  }

  @Test
  void endsAStreamWithoutALastChunk() throws IOException {
    upstream.enqueue(Reply.events(chunk("a"), done()).finAfter(10));

    client.get("/");
    Sse events = client.readEvents(client.readHead());

    assertThatThrownBy(events::toEnd).isInstanceOf(EOFException.class);
  }

  @Test
  void stallsUntilThePeerGivesUp() throws IOException {
    upstream.enqueue(Reply.json(200, "{}").stallAfter(1));

    client.patience(Duration.ofMillis(50)).get("/");

    assertThatThrownBy(() -> client.readResponse()).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void hangsUpOrResetsWithoutAnAnswer() throws IOException {
    upstream.enqueue(Reply.hangUp(), Reply.reset());

    client.get("/");
    assertThat(client.readToEnd().isEmpty()).isTrue();
    try (var other = RawClient.connect(upstream.port())) {
      other.get("/");
      assertThatThrownBy(other::readToEnd).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void liesAboutTheLengthWhenToldTo() throws IOException {
    upstream.enqueue(Reply.json(200, "{}").header("Content-Length", "3").closing());

    client.get("/");

    assertThatThrownBy(() -> client.readResponse())
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("byte 2 of 3");
  }

  @Test
  void delimitsABodyByClosing() throws IOException {
    upstream.enqueue(Reply.json(200, "{}").closeDelimited());

    RawResponse response = client.get("/").readResponse();

    assertThat(response.body().utf8()).isEqualTo("{}");
    assertThat(response.headers().names()).containsExactly("Content-Type", "Connection");
  }

  @Test
  void packsABody() throws IOException {
    upstream.enqueue(Reply.json(200, "{\"a\":1}").gzip());

    RawResponse response = client.get("/").readResponse();

    assertThat(response.headers().first("Content-Encoding")).hasValue("gzip");
    var unpacked = new GZIPInputStream(new ByteArrayInputStream(response.body().toArray()));
    assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
  }

  @Test
  void cutsTheSameBytesDifferently() throws IOException {
    Reply reply = Reply.events(chunk("a"), chunk("é"), done());
    Bytes whole = Bytes.join(List.of(chunk("a"), chunk("é"), done()));
    upstream.enqueue(reply, reply.joined(), reply.splitAt(7), reply.splitEvery(1));

    for (int chunks : new int[] {3, 1, 2, whole.size()}) {
      RawResponse response = client.get("/").readResponse();
      assertThat(response.body()).isEqualTo(whole);
      assertThat(response.chunks()).hasSize(chunks);
    }
  }

  @Test
  void writesByteByByte() throws IOException {
    upstream.enqueue(Reply.json(200, "{\"a\":1}").byteByByte().paced(Duration.ofNanos(1000)));

    assertThat(client.get("/").readResponse().body().utf8()).isEqualTo("{\"a\":1}");
  }

  @Test
  void sendsInterimAnswersFirst() throws IOException {
    upstream.enqueue(Reply.json(200, "{}").informational(103, Headers.of("Link", "x")));

    client.get("/");

    assertThat(client.readResponse().status()).isEqualTo(103);
    assertThat(client.readResponse().status()).isEqualTo(200);
  }

  @Test
  void continuesAnUploadThatAsks() throws IOException {
    client.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    assertThat(client.readResponse().status()).isEqualTo(100);
    client.send("{}");

    assertThat(client.readResponse().status()).isEqualTo(404);
  }

  @Test
  void answersBeforeTheBodyWhenToldTo() throws IOException {
    upstream.enqueue(Reply.json(413, "{}").beforeBody());

    client.send("POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n{");

    assertThat(client.readResponse().status()).isEqualTo(413);
    assertThat(client.readToEnd().isEmpty()).isTrue();
  }

  @Test
  void closesAKeepAliveConnectionWithoutAWord() throws IOException {
    upstream.enqueue(Reply.json(200, "{}").closingUnannounced());

    RawResponse response = client.get("/").readResponse();

    assertThat(response.headers().has("Connection")).isFalse();
    assertThat(client.readToEnd().isEmpty()).isTrue();
  }

  @Test
  void closesIdleConnectionsAndServesNewOnes() throws IOException {
    client.get("/").readResponse();
    upstream.closeConnections();

    assertThat(client.readToEnd().isEmpty()).isTrue();
    try (var other = RawClient.connect(upstream.port())) {
      assertThat(other.get("/v1/models").readResponse().status()).isEqualTo(200);
    }
  }

  @Test
  void refusesOnceClosedAndComesBackOnTheSamePort() throws IOException {
    int port = upstream.port();
    upstream.close();
    assertThatThrownBy(() -> RawClient.connect(port)).isInstanceOf(ConnectException.class);

    try (var again = ScriptedUpstream.startAt(port);
        var other = RawClient.connect(port)) {
      assertThat(other.get("/v1/models").readResponse().status()).isEqualTo(200);
      assertThat(again.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void writesRawBytesAsTheyAre() throws IOException {
    upstream.enqueue(Reply.raw(Bytes.utf8("HTTP/1.1 200 OK\r\nX: a"), Part.Cut.FIN));

    assertThat(client.get("/").readToEnd().utf8()).isEqualTo("HTTP/1.1 200 OK\r\nX: a");
  }

  @Test
  void tellsOfATruncatedUpload() throws IOException {
    client.send("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{").close();

    upstream.awaitConnections(1, SOON);
    upstream.awaitConnectionsClosed(SOON);
    assertThat(upstream.requestCount()).isZero();
    assertThat(upstream.troubles()).singleElement().asString().contains("byte 1 of 9");
  }

  @Test
  void failsATestThatWaitsInVain() {
    assertThatThrownBy(() -> upstream.takeExchange(Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> upstream.awaitRequests(1, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class);
  }
}
