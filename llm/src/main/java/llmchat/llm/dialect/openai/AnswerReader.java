package llmchat.llm.dialect.openai;

import io.vertx.core.buffer.Buffer;
import llmchat.llm.Usage;
import llmchat.llm.json.JsonScanner;
import llmchat.llm.json.MalformedJsonException;

/**
 * Reads what matters to a relay in a whole answer or one chunk of a stream: whether it is an error,
 * carries usage, or finishes a choice. The accessors are about the JSON that {@link #read} read
 * last. Reusable; one thread at a time.
 */
final class AnswerReader {
  private final JsonScanner json = new JsonScanner();

  private boolean error;
  private int nullErrorFrom;
  private int nullErrorTo;
  private boolean usageOnly;
  private boolean finishes;
  private boolean content;
  private int textFrom;
  private int textTo;
  private final UsageReader usage = new UsageReader();

  /** Reads the JSON {@code bytes[from, to)}, which must be one object. */
  void read(byte[] bytes, int from, int to) throws MalformedJsonException {
    clear();
    json.reset(bytes, from, to);
    json.enterObject();
    boolean hasChoices = false;
    for (boolean first = true; json.nextKey(first); first = false) {
      if (json.keyIs("choices")) {
        hasChoices = readChoices();
      } else if (json.keyIs("usage")) {
        usage.read(json);
      } else if (json.keyIs("error")) {
        readError();
      } else {
        json.skipValue();
      }
    }
    json.expectEnd();
    usageOnly = !hasChoices && usage.found();
  }

  /** Whether it is an error object. */
  boolean error() {
    return error;
  }

  /** Whether it has a member {@code "error": null}, which some clients mistake for an error. */
  boolean nullError() {
    return nullErrorTo >= 0;
  }

  /** The object without its {@code "error": null} member, every other byte as it was. */
  Buffer withoutNullError(byte[] bytes, int from, int to) {
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

  /** Whether it carries usage and no choice: the chunk that clients get only if they ask for it. */
  boolean usageOnly() {
    return usageOnly;
  }

  /** Whether some choice has a finish reason. */
  boolean finishes() {
    return finishes;
  }

  /** Whether it has a choice, and so carries part of the answer. */
  boolean content() {
    return content;
  }

  /** Whether it carries usage. */
  boolean hasUsage() {
    return usage.found();
  }

  /** The usage it carries. */
  Usage usage() {
    return usage.usage();
  }

  /** Whether it carries nothing but text. */
  boolean onlyText() {
    return textTo >= 0 && content && !error && !nullError() && !finishes && !hasUsage();
  }

  /** The offset of that text, after the opening quote. */
  int textFrom() {
    return textFrom;
  }

  /** The offset of that text's closing quote. */
  int textTo() {
    return textTo;
  }

  /** Whether {@code bytes[from, to)}, with the quotes around it, is one valid string. */
  boolean isString(byte[] bytes, int from, int to) {
    try {
      json.reset(bytes, from - 1, to + 1).skipValue();
      return json.position() == to + 1;
    } catch (MalformedJsonException e) {
      return false;
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
    usage.clear();
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
        // Some servers send "" instead of null.
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
