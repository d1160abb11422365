package llmchat.llm.json;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.Usage;

/**
 * What the JSON of an answer, whole or one chunk of it, says that matters to a relay: whether it is
 * an error, carries usage, or finishes a choice. One instance serves a whole stream: {@link #read}
 * replaces what it says. One thread at a time.
 */
public final class AnswerReader {
  private final JsonScanner json = new JsonScanner();

  private boolean error;
  private int nullErrorFrom;
  private int nullErrorTo;
  private boolean usageOnly;
  private boolean finishes;
  private boolean content;
  private int textFrom;
  private int textTo;
  private long inputTokens;
  private long outputTokens;

  /** Reads the JSON {@code bytes[from, to)}, which must be one object. */
  public void read(byte[] bytes, int from, int to) throws MalformedJsonException {
    clear();
    json.reset(bytes, from, to);
    json.enterObject();
    boolean hasChoices = false;
    for (boolean first = true; json.nextKey(first); first = false) {
      if (json.keyIs("choices")) {
        hasChoices = readChoices();
      } else if (json.keyIs("usage")) {
        readUsage();
      } else if (json.keyIs("error")) {
        readError();
      } else {
        json.skipValue();
      }
    }
    json.expectEnd();
    usageOnly = !hasChoices && outputTokens >= 0;
  }

  /** Whether it is an error object. */
  public boolean error() {
    return error;
  }

  /** Whether it has a member {@code "error": null}, which some clients take for an error. */
  public boolean nullError() {
    return nullErrorTo >= 0;
  }

  /** The object without its {@code "error": null} member, every other byte as it was. */
  public Buffer withoutNullError(byte[] bytes, int from, int to) {
    int cutFrom = nullErrorFrom;
    int cutTo = nullErrorTo;
    while (JsonScanner.isWhitespace(bytes[cutTo])) {
      cutTo++;
    }
    if (bytes[cutTo] == ',') {
      cutTo++;
    } else {
      do {
        cutFrom--;
      } while (JsonScanner.isWhitespace(bytes[cutFrom]));
      if (bytes[cutFrom] != ',') {
        cutFrom++;
      }
    }
    return Buffer.buffer(to - from)
        .appendBytes(bytes, from, cutFrom - from)
        .appendBytes(bytes, cutTo, to - cutTo);
  }

  /** Whether it carries usage and no choice: the chunk that a client sees only if it asked. */
  public boolean usageOnly() {
    return usageOnly;
  }

  /** Whether some choice has its finish reason here. */
  public boolean finishes() {
    return finishes;
  }

  /** Whether it has a choice, so that it brings some of the answer. */
  public boolean content() {
    return content;
  }

  /** Whether it carries usage. */
  public boolean hasUsage() {
    return outputTokens >= 0;
  }

  /** The usage it carries. */
  public Usage usage() {
    return Usage.reported(inputTokens, outputTokens);
  }

  /** Something that knows chunks like those that this reader lets it learn. */
  public RepeatedChunk repeatedChunk() {
    return new RepeatedChunk(json);
  }

  /**
   * Lets it learn the event that was read last, if that brings a text and says nothing else.
   *
   * @param bytes the array that was read, with the whole event in {@code [from, to)}
   */
  public void teach(RepeatedChunk repeated, byte[] bytes, int from, int to) {
    if (textTo >= 0 && content && !error && !nullError() && !finishes && !hasUsage()) {
      repeated.learn(bytes, from, to, textFrom, textTo);
    }
  }

  private void clear() {
    error = false;
    nullErrorFrom = -1;
    nullErrorTo = -1;
    usageOnly = false;
    finishes = false;
    content = false;
    textTo = -1;
    inputTokens = 0;
    outputTokens = -1;
  }

  private boolean readChoices() throws MalformedJsonException {
    if (!json.nextIs('[')) {
      json.skipValue();
      return false;
    }
    json.enterArray();
    boolean any = false;
    for (; json.nextElement(!any); any = true) {
      readChoice();
    }
    content = any;
    return any;
  }

  private void readChoice() throws MalformedJsonException {
    if (!json.nextIs('{')) {
      json.skipValue();
      return;
    }
    json.enterObject();
    for (boolean first = true; json.nextKey(first); first = false) {
      if (json.keyIs("finish_reason") && json.nextIs('"')) {
        int from = json.position();
        json.skipValue();
        // Some servers write "" where they mean null.
        finishes |= json.position() - from > 2;
      } else if (json.keyIs("delta") && json.nextIs('{')) {
        readDelta();
      } else {
        json.skipValue();
      }
    }
  }

  private void readDelta() throws MalformedJsonException {
    json.enterObject();
    for (boolean first = true; json.nextKey(first); first = false) {
      int from = json.position() + 1;
      boolean text = json.nextIs('"');
      json.skipValue();
      if (text) {
        textFrom = from;
        textTo = json.position() - 1;
      }
    }
  }

  private void readUsage() throws MalformedJsonException {
    if (!json.nextIs('{')) {
      json.skipValue();
      return;
    }
    outputTokens = 0;
    json.enterObject();
    for (boolean first = true; json.nextKey(first); first = false) {
      if (json.keyIs("prompt_tokens")) {
        inputTokens = tokens();
      } else if (json.keyIs("completion_tokens")) {
        outputTokens = tokens();
      } else {
        json.skipValue();
      }
    }
  }

  /** A provider's nonsense must not break a call: it counts as zero. */
  private long tokens() throws MalformedJsonException {
    return Math.max(0, json.readWholeNumber());
  }

  private void readError() throws MalformedJsonException {
    int keyFrom = json.keyPosition();
    boolean absent = json.nextIs('n');
    json.skipValue();
    error |= !absent;
    if (absent) {
      nullErrorFrom = keyFrom;
      nullErrorTo = json.position();
    }
  }
}
