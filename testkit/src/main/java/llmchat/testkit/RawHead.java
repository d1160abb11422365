package llmchat.testkit;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of an HTTP/1 message as it came.
 *
 * @param startLine the request line or status line, without its CRLF
 * @param headers the fields in order, blanks around a value removed
 * @param raw every byte through the empty line
 */
public record RawHead(String startLine, Headers headers, Bytes raw) {

  static RawHead parse(Bytes raw) throws ProtocolException {
    String[] lines = raw.latin1().split("\r\n");
    List<Header> fields = new ArrayList<>();
    for (String line : List.of(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("not a header line: " + line);
      }
      fields.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new RawHead(lines[0], new Headers(fields), raw);
  }

  /** The status of a response's head. */
  public int status() {
    return Integer.parseInt(startLine.split(" ", 3)[1]);
  }

  /** A word of the start line, counted from 0. */
  String word(int index) throws ProtocolException {
    String[] words = startLine.split(" ", -1);
    if (words.length < 3) {
      throw new ProtocolException("not a start line: " + startLine);
    }
    return words[index];
  }

  boolean isChunked() {
    return headers.is("Transfer-Encoding", "chunked");
  }

  boolean isInterim() {
    return status() < 200;
  }
}
