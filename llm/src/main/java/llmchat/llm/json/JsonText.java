package llmchat.llm.json;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * JSON that is written member by member, commas included: for what a model call writes itself, such
 * as its events and errors. That begins and ends match is the caller's business.
 */
public final class JsonText {
  private final StringBuilder json = new StringBuilder(256);

  /** An object of one text. */
  public static JsonText of(String name, String value) {
    return new JsonText().beginObject().text(name, value).endObject();
  }

  /** Begins the document, or an element of an array. */
  public JsonText beginObject() {
    return value("{");
  }

  public JsonText beginObject(String name) {
    return member(name, "{");
  }

  public JsonText endObject() {
    json.append('}');
    return this;
  }

  public JsonText beginArray(String name) {
    return member(name, "[");
  }

  public JsonText endArray() {
    json.append(']');
    return this;
  }

  public JsonText text(String name, String value) {
    return member(name, quoted(value));
  }

  /** A text, or null without one. */
  public JsonText text(String name, Optional<String> value) {
    return value.isPresent() ? text(name, value.get()) : none(name);
  }

  public JsonText number(String name, long value) {
    return member(name, Long.toString(value));
  }

  public JsonText flag(String name, boolean value) {
    return member(name, Boolean.toString(value));
  }

  public JsonText none(String name) {
    return member(name, "null");
  }

  /** An element of an array. */
  public JsonText text(String value) {
    return value(quoted(value));
  }

  /** An element of an array. */
  public JsonText number(float value) {
    return value(Float.toString(value));
  }

  private JsonText member(String name, String value) {
    comma();
    json.append('"').append(name).append("\":").append(value);
    return this;
  }

  private JsonText value(String value) {
    comma();
    json.append(value);
    return this;
  }

  /** Texts end with their quote, so that a bracket at the end is one of the structure. */
  private void comma() {
    char last = json.isEmpty() ? '[' : json.charAt(json.length() - 1);
    if (last != '{' && last != '[') {
      json.append(',');
    }
  }

  @Override
  public String toString() {
    return json.toString();
  }

  /** The text in UTF-8. */
  public Buffer toBuffer() {
    return Buffer.buffer(toString());
  }

  /** A text as a JSON string, quotes included. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    int plainFrom = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || (Character.isSurrogate(c) && !inPair(text, i))) {
        json.append(text, plainFrom, i).append(escape(c));
        plainFrom = i + 1;
      }
    }
    return json.append(text, plainFrom, text.length()).append('"').toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", (int) c);
    };
  }

  private static boolean inPair(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }
}
