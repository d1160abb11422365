package llmchat.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads an event stream with its raw bytes, as the HTML standard has it: lines end in LF, CR or
 * CRLF; one blank after the colon is not part of the value.
 *
 * <p>Blocks until an item is there. A comment between events is given as soon as its line has
 * ended, so keep-alives are seen while the stream is silent.
 */
public final class Sse {
  private static final Pattern END_OF_LINE = Pattern.compile("(\\r\\n|\\r|\\n)\\z");

  private final PushbackInputStream in;

  public Sse(InputStream in) {
    this.in = new PushbackInputStream(in);
  }

  /** The items of a stream that has been read already. */
  public static List<SseEvent> parse(Bytes stream) {
    try {
      return new Sse(stream.stream()).toEnd();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next item of any kind, or nothing at the end. */
  public Optional<SseEvent> next() throws IOException {
    var raw = new ArrayList<Bytes>();
    var fields = new ArrayList<Header>();
    while (true) {
      Bytes line = line();
      if (!line.isEmpty()) {
        raw.add(line);
      }
      String text = withoutEnd(line);
      if (text.length() == line.utf8().length()) {
        return raw.isEmpty() ? Optional.empty() : item(raw, fields, false);
      }
      if (text.isEmpty()) {
        return item(raw, fields, true);
      }
      fields.add(field(text));
      if (fields.size() == 1 && text.startsWith(":")) {
        return item(raw, fields, true);
      }
    }
  }

  /** The next item that carries data; comments and empty lines are passed over. */
  public Optional<SseEvent> nextData() throws IOException {
    Optional<SseEvent> item = next();
    while (item.isPresent() && !item.get().hasData()) {
      item = next();
    }
    return item;
  }

  /** Every item until the end. */
  public List<SseEvent> toEnd() throws IOException {
    List<SseEvent> items = new ArrayList<>();
    for (var item = next(); item.isPresent(); item = next()) {
      items.add(item.get());
    }
    return items;
  }

  private static Optional<SseEvent> item(List<Bytes> raw, List<Header> fields, boolean complete) {
    return Optional.of(new SseEvent(Bytes.join(raw), fields, complete));
  }

  /** A line with its end; without one, it is the last of a stream that was cut. */
  private Bytes line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      if (b == '\n') {
        break;
      }
      if (b == '\r') {
        readLineFeed(line);
        break;
      }
    }
    return Bytes.of(line.toByteArray());
  }

  private void readLineFeed(ByteArrayOutputStream line) throws IOException {
    int next = in.read();
    if (next == '\n') {
      line.write(next);
    } else if (next >= 0) {
      in.unread(next);
    }
  }

  private static String withoutEnd(Bytes line) {
    return END_OF_LINE.matcher(line.utf8()).replaceFirst("");
  }

  private static Header field(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      return new Header(line, "");
    }
    String value = line.substring(colon + 1);
    return new Header(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
  }
}
