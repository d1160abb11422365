package llmchat.llm.json;

import java.nio.charset.StandardCharsets;

/**
 * The tokens of JSON in a byte array: whitespace, strings, numbers and literals, each validated.
 * {@link JsonScanner} adds objects and arrays.
 */
abstract sealed class JsonTokens permits JsonScanner {
  /** The array; {@link #start} and {@link #end} are the bounds of the text in it. */
  byte[] bytes = new byte[0];

  int start;
  int end;

  /** The next unread byte. */
  int at;

  /** Whether the byte is one of JSON's four kinds of whitespace. */
  public static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  final void skipWhitespace() {
    while (at < end && isWhitespace(bytes[at])) {
      at++;
    }
  }

  final byte peekValue() throws MalformedJsonException {
    skipWhitespace();
    if (at >= end) {
      throw malformed("unexpected end");
    }
    return bytes[at];
  }

  final void literal(String word) throws MalformedJsonException {
    int length = word.length();
    if (end - at < length) {
      throw malformed("unexpected end");
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != word.charAt(i)) {
        throw malformed("expected a value");
      }
    }
    at += length;
  }

  /** Skips a string and returns whether it contains an escape. */
  final boolean skipString() throws MalformedJsonException {
    boolean escaped = false;
    int i = at + 1;
    while (i < end) {
      byte b = bytes[i];
      if (b == '"') {
        at = i + 1;
        return escaped;
      }
      if (b == '\\') {
        escaped = true;
        i = afterEscape(i);
      } else if (b >= ' ') {
        i++;
      } else if (b >= 0) {
        at = i;
        throw malformed("control character in a string");
      } else {
        i = afterUtf8Sequence(i);
      }
    }
    at = end;
    throw malformed("unexpected end in a string");
  }

  private int afterEscape(int backslash) throws MalformedJsonException {
    int kind = backslash + 1 < end ? bytes[backslash + 1] : 0;
    return switch (kind) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> backslash + 2;
      case 'u' -> afterUnicodeEscape(backslash);
      default -> {
        at = backslash;
        throw malformed("bad escape");
      }
    };
  }

  private int afterUnicodeEscape(int backslash) throws MalformedJsonException {
    for (int i = backslash + 2; i < backslash + 6; i++) {
      if (i >= end || Character.digit(bytes[i], 16) < 0) {
        at = backslash;
        throw malformed("bad \\u escape");
      }
    }
    return backslash + 6;
  }

  /** Checks one UTF-8 sequence of two to four bytes: no overlong forms, no surrogates. */
  private int afterUtf8Sequence(int i) throws MalformedJsonException {
    int lead = bytes[i] & 0xff;
    int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || i + length > end) {
      throw invalidUtf8(i);
    }
    int second = bytes[i + 1] & 0xff;
    int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      throw invalidUtf8(i);
    }
    for (int k = i + 2; k < i + length; k++) {
      if ((bytes[k] & 0xc0) != 0x80) {
        throw invalidUtf8(i);
      }
    }
    return i + length;
  }

  private MalformedJsonException invalidUtf8(int i) {
    at = i;
    return malformed("invalid UTF-8");
  }

  final void skipNumber() throws MalformedJsonException {
    int from = at;
    if (bytes[at] == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
    } else {
      digits(from);
    }
    if (at < end && bytes[at] == '.') {
      at++;
      digits(from);
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      digits(from);
    }
  }

  private void digits(int numberFrom) throws MalformedJsonException {
    int from = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == from) {
      at = numberFrom;
      throw malformed("expected a value");
    }
  }

  final String unescape(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    int plainFrom = from;
    while (i < to) {
      if (bytes[i] != '\\') {
        i++;
        continue;
      }
      text.append(new String(bytes, plainFrom, i - plainFrom, StandardCharsets.UTF_8));
      byte kind = bytes[i + 1];
      if (kind == 'u') {
        text.append((char) Integer.parseInt(ascii(i + 2, i + 6), 16));
        i += 6;
      } else {
        text.append(
            switch (kind) {
              case 'b' -> '\b';
              case 'f' -> '\f';
              case 'n' -> '\n';
              case 'r' -> '\r';
              case 't' -> '\t';
              default -> (char) kind;
            });
        i += 2;
      }
      plainFrom = i;
    }
    return text.append(new String(bytes, plainFrom, to - plainFrom, StandardCharsets.UTF_8))
        .toString();
  }

  /** The bytes {@code [from, to)} of the array, which must be ASCII. */
  final String ascii(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  final MalformedJsonException malformed(String problem) {
    return new MalformedJsonException(problem, at - start);
  }
}
