package llmchat.bench.fault;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the requests of one connection (RFC 9112, without trailers), each with its whole body. Runs
 * on the connection's event loop.
 */
final class RequestReader {
  private static final Pattern LENGTH =
      Pattern.compile("^content-length: *(\\d+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
  private static final String HEAD_END = "\r\n\r\n";
  private static final String LINE_END = "\r\n";

  private enum Next {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    LAST_LINE
  }

  private final BiConsumer<String, Buffer> whole;
  private final RecordParser parser = RecordParser.newDelimited(HEAD_END);
  private Next next = Next.HEAD;
  private String head = "";
  private Buffer body = Buffer.buffer();

  /** Tells head and body of each request once it is there. */
  RequestReader(BiConsumer<String, Buffer> whole) {
    this.whole = whole;
    parser.handler(this::read);
  }

  /** Takes what the connection has received. */
  void take(Buffer bytes) {
    parser.handle(bytes);
  }

  private void read(Buffer record) {
    switch (next) {
      case HEAD -> readHead(record.toString());
      case BODY -> {
        body = record;
        done();
      }
      case CHUNK_SIZE -> readSize(Integer.parseInt(record.toString().strip(), 16));
      case CHUNK -> {
        body.appendBuffer(record, 0, record.length() - LINE_END.length());
        expectLine(Next.CHUNK_SIZE);
      }
      case LAST_LINE -> done();
    }
  }

  private void readHead(String text) {
    head = text;
    body = Buffer.buffer();
    Matcher length = LENGTH.matcher(text);
    if (text.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      expectLine(Next.CHUNK_SIZE);
    } else if (length.find() && !length.group(1).equals("0")) {
      next = Next.BODY;
      parser.fixedSizeMode(Integer.parseInt(length.group(1)));
    } else {
      done();
    }
  }

  private void readSize(int size) {
    if (size == 0) {
      expectLine(Next.LAST_LINE);
    } else {
      next = Next.CHUNK;
      parser.fixedSizeMode(size + LINE_END.length());
    }
  }

  private void expectLine(Next line) {
    next = line;
    parser.delimitedMode(LINE_END);
  }

  private void done() {
    next = Next.HEAD;
    parser.delimitedMode(HEAD_END);
    whole.accept(head, body);
  }
}
