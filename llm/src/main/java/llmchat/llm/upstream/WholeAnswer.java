package llmchat.llm.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import llmchat.llm.BodyInPieces;
import llmchat.llm.Failure;
import llmchat.llm.LlmCall;
import llmchat.llm.LlmReply;
import llmchat.llm.ProviderSide;

/** Collects a response that is not a stream, up to a size limit, and completes the call's reply. */
final class WholeAnswer {
  private static final int PIECE = 64 * 1024;
  private static final String NO_ROOM = "too many large answers are being read at once";

  private final UpstreamCall call;
  private final HttpClientResponse response;
  private final LlmCall asked;
  private final int maxReply;
  private final BodyInPieces collected;

  private WholeAnswer(UpstreamCall call, HttpClientResponse response, LlmCall asked, int maxReply) {
    this.call = call;
    this.response = response;
    this.asked = asked;
    this.maxReply = maxReply;
    this.collected = new BodyInPieces(maxReply, length(response), asked.replyMemory());
  }

  /** The content length, or 0 if there is none. */
  private static int length(HttpClientResponse response) {
    String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.length() < 10 ? Integer.parseInt(length) : 0;
  }

  /** Collects the answer and replies to the call with it. */
  static void collect(UpstreamCall call, HttpClientResponse response, LlmCall asked, int maxReply) {
    WholeAnswer answer = new WholeAnswer(call, response, asked, maxReply);
    response.exceptionHandler(
        problem -> call.fail(broken("the connection broke in the middle of the answer")));
    response.handler(chunk -> call.guarded(() -> answer.received(chunk)));
    response.endHandler(end -> call.guarded(answer::complete));
  }

  static boolean isEventStream(HttpClientResponse response) {
    String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  private void received(Buffer chunk) {
    call.bytesReceived();
    switch (collected.add(chunk)) {
      case YES -> {}
      case TOO_LARGE -> call.fail(broken("the answer is larger than " + maxReply + " bytes"));
      case NO_ROOM -> call.fail(broken(NO_ROOM));
    }
  }

  private void complete() {
    call.done();
    call.reply(judge());
  }

  private LlmReply judge() {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      return new LlmReply.Failed(new Failure.UpstreamRefusedKey());
    }
    if (status >= 300 && status < 400) {
      return new LlmReply.Failed(broken("it sent a redirect, which is not followed"));
    }
    Buffer body;
    try {
      body = decoded(collected.bytes());
    } catch (IOException e) {
      return new LlmReply.Failed(broken("the answer could not be decompressed"));
    }
    if (asked.stream() && status < 400) {
      return new LlmReply.Failed(broken("a stream was requested, but the response is not one"));
    }
    ProviderSide dialect = asked.dialect().provider();
    return dialect.whole(status, ReplyHeaders.of(response, dialect, true), body);
  }

  private Buffer decoded(Buffer body) throws IOException {
    String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return body;
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      throw new IOException("unknown content encoding");
    }
    BodyInPieces plain = new BodyInPieces(maxReply, 0, asked.replyMemory().child());
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body.getBytes()))) {
      byte[] piece = gzip.readNBytes(PIECE);
      while (piece.length > 0) {
        if (plain.add(Buffer.buffer(piece)) != BodyInPieces.Taken.YES) {
          throw new IOException("too large");
        }
        piece = gzip.readNBytes(PIECE);
      }
      return plain.bytes();
    }
  }

  private static Failure broken(String problem) {
    return new Failure.UpstreamBroken(problem);
  }
}
