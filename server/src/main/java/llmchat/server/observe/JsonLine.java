package llmchat.server.observe;

import llmchat.llm.json.JsonText;

/** Writes the fields as members of a JSON object; the caller closes it. */
final class JsonLine implements Line {
  private final StringBuilder json;

  JsonLine(StringBuilder empty) {
    json = empty.append('{');
  }

  @Override
  public void text(String name, String value) {
    begin(name);
    json.append(JsonText.quoted(value));
  }

  @Override
  public void number(String name, long value) {
    begin(name);
    json.append(value);
  }

  @Override
  public void flag(String name, boolean value) {
    begin(name);
    json.append(value);
  }

  @Override
  public void millis(String name, long nanos) {
    begin(name);
    Line.appendMillis(json, nanos);
  }

  private void begin(String name) {
    if (json.length() > 1) {
      json.append(',');
    }
    json.append('"').append(name).append("\":");
  }
}
