package llmchat.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One item of an event stream: an event, or a comment line that stood between events, or an empty
 * line too many. The raw bytes of all items together are the stream.
 *
 * @param raw as it came, line ends and the closing empty line included
 * @param fields name and value of each line, comments under an empty name, in their order
 * @param complete whether its empty line came (a comment between events needs none)
 */
public record SseEvent(Bytes raw, List<Header> fields, boolean complete) {
  public SseEvent {
    fields = List.copyOf(fields);
  }

  /** The {@code data:} lines, joined by newlines; empty text when there is none. */
  public String data() {
    return String.join("\n", all("data"));
  }

  /** The value of {@code event:}, if the line is there. */
  public Optional<String> name() {
    return all("event").stream().reduce((first, last) -> last);
  }

  public Optional<String> id() {
    return all("id").stream().reduce((first, last) -> last);
  }

  public List<String> comments() {
    return all("");
  }

  public boolean hasData() {
    return !all("data").isEmpty();
  }

  /** Whether this is {@code data: [DONE]}. */
  public boolean isDone() {
    return data().equals("[DONE]");
  }

  private List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Header field : fields) {
      if (field.name().equals(name)) {
        values.add(field.value());
      }
    }
    return values;
  }

  @Override
  public String toString() {
    return raw.toString();
  }
}
