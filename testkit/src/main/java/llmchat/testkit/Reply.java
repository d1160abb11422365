package llmchat.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a {@link ScriptedUpstream} does with one request, to the byte. Immutable: each method gives
 * another reply.
 *
 * <p>The framing follows the head: with {@code Transfer-Encoding: chunked} every {@link Bytes} of
 * the body is one HTTP chunk and a last chunk ends it, otherwise the bytes are written as they are.
 * With {@code Connection: close} the connection is closed after the reply. So a wrong {@code
 * Content-Length} is a matter of {@link #header}.
 *
 * @param before what happens after the request has been read and before the head is written
 * @param head the head, or nothing for a reply that is written as raw bytes
 * @param body the bytes after the head, with waits and breaks among them
 * @param pace how the bytes are handed to the socket
 * @param early whether the reply is given before the request's body is read
 */
public record Reply(List<Part> before, Optional<Head> head, Body body, Pace pace, boolean early) {

  /** Status line and fields. */
  public record Head(int status, String reason, Headers headers) {}

  /** At most {@code bytesPerWrite} bytes at once and {@code between} two writes a pause. */
  public record Pace(int bytesPerWrite, Duration between) {
    static final Pace AT_ONCE = new Pace(Integer.MAX_VALUE, Duration.ZERO);
  }

  public Reply {
    before = List.copyOf(before);
  }

  /** A JSON answer with its {@code Content-Length}. */
  public static Reply json(int status, String json) {
    return of(status, "application/json", Bytes.utf8(json));
  }

  /** An HTML page, as proxies and captive portals send it. */
  public static Reply html(int status, String html) {
    return of(status, "text/html; charset=utf-8", Bytes.utf8(html));
  }

  /** A 200 with {@code text/event-stream} in chunks; events are made by {@link OpenAi}. */
  public static Reply events(Part... events) {
    return of(200, "text/event-stream", events).chunked();
  }

  /** A redirect with an empty body. */
  public static Reply redirect(int status, String location) {
    return of(status, "text/plain").header("Location", location);
  }

  /** An answer of any kind, with the {@code Content-Length} of its parts. */
  public static Reply of(int status, String contentType, Part... body) {
    var parts = new Body(List.of(body));
    var headers =
        Headers.of("Content-Type", contentType, "Content-Length", Long.toString(parts.length()));
    var head = new Head(status, "Scripted", headers);
    return new Reply(List.of(), Optional.of(head), parts, Pace.AT_ONCE, false);
  }

  /** Exactly these bytes, head and all; end with a {@link Part.Cut} unless keep-alive is meant. */
  public static Reply raw(Part... parts) {
    return new Reply(List.of(), Optional.empty(), new Body(List.of(parts)), Pace.AT_ONCE, false);
  }

  /** The connection is closed without an answer. */
  public static Reply hangUp() {
    return raw(Part.Cut.FIN);
  }

  /** The connection is reset without an answer. */
  public static Reply reset() {
    return raw(Part.Cut.RST);
  }

  /** The request is read and never answered. */
  public static Reply silence() {
    return raw(Part.Cut.STALL);
  }

  /** Sets a header, in place of those of the same name. */
  public Reply header(String name, String value) {
    return headers(headers().with(name, value));
  }

  /** Adds a header, beside those of the same name. */
  public Reply addHeader(String name, String value) {
    return headers(headers().plus(name, value));
  }

  public Reply withoutHeader(String name) {
    return headers(headers().without(name));
  }

  /** Another reason phrase. */
  public Reply reason(String reason) {
    return head(new Head(orThrow().status(), reason, headers()));
  }

  /** {@code Transfer-Encoding: chunked} in place of a {@code Content-Length}. */
  public Reply chunked() {
    return withoutHeader("Content-Length").header("Transfer-Encoding", "chunked");
  }

  /** Neither length nor chunks: the end of the connection is the end of the body. */
  public Reply closeDelimited() {
    return withoutHeader("Content-Length").withoutHeader("Transfer-Encoding").closing();
  }

  /** {@code Connection: close}, and it is closed after the answer. */
  public Reply closing() {
    return header("Connection", "close");
  }

  /** Closed after the answer without a word in the head: the peer believes in keep-alive. */
  public Reply closingUnannounced() {
    return body(body.plus(Part.Cut.FIN));
  }

  /** The body gzipped, with {@code Content-Encoding} and, unless chunked, the new length. */
  public Reply gzip() {
    Body packed = body.gzip();
    Reply reply = body(packed).header("Content-Encoding", "gzip");
    return reply.headers().has("Content-Length")
        ? reply.header("Content-Length", Long.toString(packed.length()))
        : reply;
  }

  /** Waits (or pauses) between the request and the head. */
  public Reply after(Part... waits) {
    return before(Arrays.asList(waits));
  }

  /** An interim answer (100, 102, 103) in front of the head. */
  public Reply informational(int status, Headers headers) {
    return before(List.of(headBytes(new Head(status, "Interim", headers))));
  }

  /** FIN after {@code bytes} of the body; 0 is right after the head. */
  public Reply finAfter(long bytes) {
    return body(body.take(bytes).plus(Part.Cut.FIN));
  }

  /** RST after {@code bytes} of the body; 0 is right after the head. */
  public Reply resetAfter(long bytes) {
    return body(body.take(bytes).plus(Part.Cut.RST));
  }

  /** Silence on an open connection after {@code bytes} of the body. */
  public Reply stallAfter(long bytes) {
    return body(body.take(bytes).plus(Part.Cut.STALL));
  }

  /** Neighbouring bytes leave in one piece: many events in one chunk. */
  public Reply joined() {
    return body(body.joined());
  }

  /** The body leaves in pieces that begin at {@code offsets}, whatever its parts were. */
  public Reply splitAt(int... offsets) {
    return body(body.splitAt(offsets));
  }

  /** The body leaves in pieces of {@code size} bytes, whatever its parts were. */
  public Reply splitEvery(int size) {
    return body(body.splitEvery(size));
  }

  /** Every byte, of head, framing and body, is a write of its own. */
  public Reply byteByByte() {
    return pace(new Pace(1, pace.between()));
  }

  /** A pause after every write, so that the peer reads the pieces one by one. */
  public Reply paced(Duration between) {
    return pace(new Pace(pace.bytesPerWrite(), between));
  }

  /** Answers once the head of the request is read, whatever becomes of its body; then closes. */
  public Reply beforeBody() {
    return new Reply(before, closing().head, body, pace, true);
  }

  /** The fields of the head; none for a raw reply. */
  public Headers headers() {
    return head.map(Head::headers).orElseGet(Headers::of);
  }

  boolean isChunked() {
    return headers().is("Transfer-Encoding", "chunked");
  }

  static Bytes headBytes(Head head) {
    String line = "HTTP/1.1 " + head.status() + " " + head.reason() + "\r\n";
    return Bytes.utf8(line + head.headers().lines() + "\r\n");
  }

  private Head orThrow() {
    return head.orElseThrow(() -> new IllegalStateException("a raw reply has no head"));
  }

  private Reply headers(Headers headers) {
    return head(new Head(orThrow().status(), orThrow().reason(), headers));
  }

  private Reply head(Head other) {
    return new Reply(before, Optional.of(other), body, pace, early);
  }

  private Reply before(List<Part> more) {
    List<Part> all = Stream.concat(before.stream(), more.stream()).toList();
    return new Reply(all, head, body, pace, early);
  }

  private Reply body(Body other) {
    return new Reply(before, head, other, pace, early);
  }

  private Reply pace(Pace other) {
    return new Reply(before, head, body, other, early);
  }
}
