package llmchat.llm.json;

import java.nio.charset.StandardCharsets;

/**
 * Walks over one JSON text in a byte array and checks it against RFC 8259 while building nothing.
 *
 * <p>It accepts exactly what a strict parser accepts: no comments, no trailing commas, no {@code
 * NaN}, well-formed UTF-8, at most {@value #MAX_DEPTH} levels of nesting. Lone surrogate escapes
 * pass, since the bytes are forwarded as they are. Numbers are checked but never converted.
 *
 * <p>The caller drives it one object at a time: {@link #enterObject}, then {@link #nextKey} until
 * it is false, reading or skipping the value after each key. Reusable through {@link #reset}; one
 * thread at a time.
 */
public final class JsonScanner {
  /**
   * Deeper texts are refused; parsers behind us overflow their stacks on far less than they say.
   */
  public static final int MAX_DEPTH = 1000;

  private final long[] objectAtDepth = new long[MAX_DEPTH / Long.SIZE + 1];
  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private int at;
  private int keyFrom;
  private int keyTo;
  private boolean keyEscaped;

  /** Starts over on {@code bytes[from, to)}. */
  public JsonScanner reset(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.start = from;
    this.end = to;
    this.at = from;
    return this;
  }

  /** The offset of the next unread byte in the array. */
  public int position() {
    return at;
  }

  /** Whether the next value begins with this byte; whitespace before it is passed. */
  public boolean nextIs(char first) throws MalformedJsonException {
    return peekValue() == first;
  }

  /** Steps over the opening brace of an object. */
  public void enterObject() throws MalformedJsonException {
    if (peekValue() != '{') {
      throw malformed("expected an object");
    }
    at++;
  }

  /**
   * Steps to the next key of the object entered last and over its colon.
   *
   * @param first whether no key of this object has been read yet
   * @return false once the object is closed
   */
  public boolean nextKey(boolean first) throws MalformedJsonException {
    byte next = peekValue();
    if (next == '}') {
      at++;
      return false;
    }
    if (!first) {
      if (next != ',') {
        throw malformed("expected ',' or '}'");
      }
      at++;
      next = peekValue();
    }
    if (next != '"') {
      throw malformed("expected a key in double quotes");
    }
    readKey();
    if (peekValue() != ':') {
      throw malformed("expected ':'");
    }
    at++;
    peekValue();
    return true;
  }

  /** Steps over the opening bracket of an array. */
  public void enterArray() throws MalformedJsonException {
    if (peekValue() != '[') {
      throw malformed("expected an array");
    }
    at++;
  }

  /**
   * Steps to the next element of the array entered last.
   *
   * @param first whether no element of this array has been read yet
   * @return false once the array is closed
   */
  public boolean nextElement(boolean first) throws MalformedJsonException {
    byte next = peekValue();
    if (next == ']') {
      at++;
      return false;
    }
    if (!first) {
      if (next != ',') {
        throw malformed("expected ',' or ']'");
      }
      at++;
      peekValue();
    }
    return true;
  }

  /** Where the key just read begins, its quote included. */
  public int keyPosition() {
    return keyFrom - 1;
  }

  /** Whether the key just read is {@code name}, however it is escaped. */
  public boolean keyIs(String name) {
    if (keyEscaped) {
      return unescape(keyFrom, keyTo).equals(name);
    }
    int length = name.length();
    if (keyTo - keyFrom != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[keyFrom + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The number of bytes of the key just read, as written. */
  public int keyLength() {
    return keyTo - keyFrom;
  }

  /** Whether the key just read contains an escape, so that its length says nothing. */
  public boolean keyEscaped() {
    return keyEscaped;
  }

  /** Reads the string that comes next. */
  public String readString() throws MalformedJsonException {
    if (peekValue() != '"') {
      throw malformed("expected a string");
    }
    int from = at + 1;
    boolean escaped = skipString();
    int to = at - 1;
    return escaped
        ? unescape(from, to)
        : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /**
   * Reads a count of tokens leniently: whatever is not a number of at most 15 digits counts as
   * zero, for a provider's nonsense must not break a call.
   */
  public long readCount() throws MalformedJsonException {
    peekValue();
    int from = at;
    skipValue();
    long count = 0;
    for (int i = from; i < at; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || i - from >= 15) {
        return 0;
      }
      count = count * 10 + digit;
    }
    return count;
  }

  /** Steps over one whole value of any kind, checking it. */
  public void skipValue() throws MalformedJsonException {
    int depth = 0;
    boolean valueDone;
    do {
      valueDone = true;
      byte next = peekValue();
      switch (next) {
        case '{', '[' -> {
          boolean object = next == '{';
          at++;
          if (peekValue() == (object ? '}' : ']')) {
            at++;
          } else {
            depth = push(depth, object);
            valueDone = false;
            if (object) {
              readKeyAndColon();
            }
          }
        }
        case '"' -> skipString();
        case 't' -> literal("true");
        case 'f' -> literal("false");
        case 'n' -> literal("null");
        default -> skipNumber();
      }
      if (valueDone) {
        depth = closeOrContinue(depth);
      }
    } while (depth > 0);
  }

  /** After a value: steps over the closers that follow and over one comma; says the new depth. */
  private int closeOrContinue(int depth) throws MalformedJsonException {
    int level = depth;
    while (level > 0) {
      boolean object = isObject(level);
      byte next = peekValue();
      if (next == ',') {
        at++;
        if (object) {
          readKeyAndColon();
        }
        return level;
      }
      if (next != (object ? '}' : ']')) {
        throw malformed(object ? "expected ',' or '}'" : "expected ',' or ']'");
      }
      at++;
      level--;
    }
    return 0;
  }

  /** Checks that nothing but whitespace is left. */
  public void expectEnd() throws MalformedJsonException {
    skipWhitespace();
    if (at < end) {
      throw malformed("unexpected text after the end");
    }
  }

  private void readKeyAndColon() throws MalformedJsonException {
    if (peekValue() != '"') {
      throw malformed("expected a key in double quotes");
    }
    skipString();
    if (peekValue() != ':') {
      throw malformed("expected ':'");
    }
    at++;
  }

  private void readKey() throws MalformedJsonException {
    keyFrom = at + 1;
    keyEscaped = skipString();
    keyTo = at - 1;
  }

  private int push(int depth, boolean object) throws MalformedJsonException {
    int deeper = depth + 1;
    if (deeper >= MAX_DEPTH) {
      throw malformed("more than " + MAX_DEPTH + " levels of nesting");
    }
    long bit = 1L << (deeper & 63);
    if (object) {
      objectAtDepth[deeper >> 6] |= bit;
    } else {
      objectAtDepth[deeper >> 6] &= ~bit;
    }
    return deeper;
  }

  private boolean isObject(int depth) {
    return (objectAtDepth[depth >> 6] & (1L << (depth & 63))) != 0;
  }

  /** Whether the byte is one of JSON's four kinds of whitespace. */
  static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private void skipWhitespace() {
    while (at < end && isWhitespace(bytes[at])) {
      at++;
    }
  }

  private byte peekValue() throws MalformedJsonException {
    skipWhitespace();
    if (at >= end) {
      throw malformed("unexpected end");
    }
    return bytes[at];
  }

  private void literal(String word) throws MalformedJsonException {
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

  /** Steps over a string and says whether it holds an escape. */
  private boolean skipString() throws MalformedJsonException {
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

  private void skipNumber() throws MalformedJsonException {
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

  private String unescape(int from, int to) {
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
  String ascii(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  private MalformedJsonException malformed(String problem) {
    return new MalformedJsonException(problem, at - start);
  }
}
