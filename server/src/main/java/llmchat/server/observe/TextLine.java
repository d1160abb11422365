package llmchat.server.observe;

import llmchat.llm.json.JsonText;

/** Writes {@code name=value} pairs; values that are not plain words are quoted as JSON strings. */
final class TextLine implements Line {
  private final StringBuilder line;
  private boolean begun;

  /** Appends to a line. */
  TextLine(StringBuilder line) {
    this.line = line;
  }

  @Override
  public void text(String name, String value) {
    begin(name);
    if (isWord(value)) {
      line.append(value);
    } else {
      line.append(JsonText.quoted(value));
    }
  }

  @Override
  public void number(String name, long value) {
    begin(name);
    line.append(value);
  }

  @Override
  public void flag(String name, boolean value) {
    begin(name);
    line.append(value);
  }

  @Override
  public void millis(String name, long nanos) {
    begin(name);
    Line.appendMillis(line, nanos);
  }

  private void begin(String name) {
    if (begun) {
      line.append(' ');
    }
    begun = true;
    line.append(name).append('=');
  }

  private static boolean isWord(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '"' || c == '=' || c > '~') {
        return false;
      }
    }
    return !value.isEmpty();
  }
}
