package llmchat.llm.json;

import java.nio.charset.StandardCharsets;

/**
 * A pull parser that validates one JSON text in a byte array against RFC 8259 without building a
 * tree.
 *
 * <p>It accepts exactly what a strict parser accepts: no comments, no trailing commas, no {@code
 * NaN}, well-formed UTF-8, at most {@value #MAX_DEPTH} levels of nesting. Lone surrogate escapes
 * pass, since the bytes are forwarded as they are. Numbers are checked but never converted.
 *
 * <p>The caller drives it one object at a time: {@link #enterObject}, then {@link #nextKey} until
 * it is false, reading or skipping the value after each key. Reusable through {@link #reset}; one
 * thread at a time.
 */
public final class JsonScanner extends JsonTokens {
  /** Deeper texts are rejected: a provider's parser may overflow its stack on them. */
  public static final int MAX_DEPTH = 1000;

  private final long[] objectAtDepth = new long[MAX_DEPTH / Long.SIZE + 1];
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

  /** Whether the next value begins with this byte; skips whitespace before it. */
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

  /** The offset of the key just read, quote included. */
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

  /**
   * Whether the key just read differs from {@code name} at most in case, as servers in Go compare
   * keys: the long s and the Kelvin sign count as their ASCII letters.
   */
  public boolean keyIsIgnoringCase(String name) {
    int length = keyTo - keyFrom;
    if (keyEscaped || (length > name.length() && length <= 3 * name.length())) {
      return unescape(keyFrom, keyTo).equalsIgnoreCase(name);
    }
    if (length != name.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (Character.toLowerCase((char) bytes[keyFrom + i]) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The number of bytes of the key just read, as written. */
  public int keyLength() {
    return keyTo - keyFrom;
  }

  /** Whether the key just read contains an escape, so that its length cannot be compared. */
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

  /** Skips a value and returns it if it is a whole number of at most 15 digits, else -1. */
  public long readWholeNumber() throws MalformedJsonException {
    peekValue();
    int from = at;
    skipValue();
    long number = 0;
    for (int i = from; i < at; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || i - from >= 15) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** Skips and validates one value of any kind. */
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

  /** After a value: skips the closing brackets that follow and one comma; returns the new depth. */
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
}
