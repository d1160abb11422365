package llmchat.llm.dialect.openai;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import llmchat.llm.BadEnvelopeException;
import llmchat.llm.EnvelopeReader;
import llmchat.llm.dialect.openai.OpenAiEnvelope.StreamOptions;
import llmchat.llm.json.JsonScanner;
import llmchat.llm.json.MalformedJsonException;
import llmchat.llm.json.Span;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@link OpenAiEnvelope} of a JSON body in one pass over its bytes.
 *
 * <p>A relevant key that occurs twice, in whatever spelling, or in another case is rejected: the
 * value that is checked here must be the value that the provider reads. Reusable; one thread at a
 * time.
 */
final class OpenAiEnvelopeReader implements EnvelopeReader {
  private static final long MAX_TOKENS = 100_000_000;
  private static final int MAX_CHOICES = 128;
  private static final int MAX_MODEL_LENGTH = 256;
  private static final List<String> IN_STREAM_OPTIONS = List.of("include_usage");

  private final JsonScanner json = new JsonScanner();
  private final Found found = new Found();

  @Override
  public OpenAiEnvelope read(Buffer body) throws BadEnvelopeException {
    var bytes = ((BufferInternal) body).getByteBuf();
    if (!bytes.hasArray()) {
      return read(body.getBytes(), 0, body.length());
    }
    int from = bytes.arrayOffset() + bytes.readerIndex();
    return read(bytes.array(), from, from + body.length());
  }

  /**
   * Reads the body {@code bytes[from, to)}.
   *
   * @throws BadEnvelopeException if it is not one JSON object with a model, or a relevant field has
   *     the wrong type or occurs twice
   */
  OpenAiEnvelope read(byte[] bytes, int from, int to) throws BadEnvelopeException {
    if (from == to) {
      throw new BadEnvelopeException("The body is empty; a JSON object is expected.", null);
    }
    if (to - from >= 3 && bytes[from] == (byte) 0xef && bytes[from + 1] == (byte) 0xbb) {
      throw new BadEnvelopeException(
          "The body starts with a byte order mark; send plain UTF-8 JSON.", null);
    }
    found.clear();
    json.reset(bytes, from, to);
    try {
      return readObject(from);
    } catch (MalformedJsonException e) {
      throw new BadEnvelopeException("The body is not valid JSON: " + e.getMessage() + ".", null);
    }
  }

  private OpenAiEnvelope readObject(int from) throws MalformedJsonException, BadEnvelopeException {
    if (!json.nextIs('{')) {
      json.skipValue();
      json.expectEnd();
      throw new BadEnvelopeException("The body must be a JSON object.", null);
    }
    json.enterObject();
    int afterBrace = json.position();
    for (boolean first = true; json.nextKey(first); first = false) {
      readField(from);
    }
    json.expectEnd();
    return found.envelope(afterBrace - from);
  }

  private void readField(int from) throws MalformedJsonException, BadEnvelopeException {
    switch (fieldOf()) {
      case MODEL -> {
        once(found.modelAt != null, "model");
        readModel(from);
      }
      case STREAM -> {
        once(found.streamSeen, "stream");
        found.streamSeen = true;
        found.stream = readFlag("stream");
      }
      case STREAM_OPTIONS -> {
        once(found.streamOptions != null, "stream_options");
        readStreamOptions(from);
      }
      case N -> {
        once(found.choices != 0, "n");
        found.choices = (int) Math.max(1, readCount("n", 1, MAX_CHOICES));
      }
      case MAX_TOKENS, MAX_COMPLETION_TOKENS -> readBound();
      case USER -> {
        once(found.userSeen, "user");
        found.userSeen = true;
        readUser();
      }
      case OTHER -> json.skipValue();
    }
  }

  private enum Field {
    MODEL("model"),
    STREAM("stream"),
    STREAM_OPTIONS("stream_options"),
    N("n"),
    MAX_TOKENS("max_tokens"),
    MAX_COMPLETION_TOKENS("max_completion_tokens"),
    USER("user"),
    OTHER("");

    private static final Field[] ALL = values();
    private static final List<String> ALL_KEYS =
        Arrays.stream(ALL).map(field -> field.key).filter(key -> !key.isEmpty()).toList();
    private final String key;

    Field(String key) {
      this.key = key;
    }
  }

  private Field fieldOf() throws BadEnvelopeException {
    for (Field field : Field.ALL) {
      if ((json.keyEscaped() || json.keyLength() == field.key.length()) && json.keyIs(field.key)) {
        // An empty key matches OTHER, whose key is empty, which is right.
        return field;
      }
    }
    refuseOtherCase(Field.ALL_KEYS);
    return Field.OTHER;
  }

  /** Servers in Go take {@code MODEL} for {@code model}, and the last of both wins there. */
  private void refuseOtherCase(List<String> names) throws BadEnvelopeException {
    for (String name : names) {
      if (json.keyIsIgnoringCase(name)) {
        throw new BadEnvelopeException("'" + name + "' must be written in lower case.", name);
      }
    }
  }

  private void readModel(int from) throws MalformedJsonException, BadEnvelopeException {
    int at = json.position();
    if (!json.nextIs('"')) {
      throw new BadEnvelopeException("'model' must be a string.", "model");
    }
    String model = json.readString();
    if (model.isEmpty() || model.length() > MAX_MODEL_LENGTH) {
      throw new BadEnvelopeException(
          "'model' must have 1 to " + MAX_MODEL_LENGTH + " characters.", "model");
    }
    found.model = model;
    found.modelAt = new Span(at - from, json.position() - from);
  }

  private boolean readFlag(String name) throws MalformedJsonException, BadEnvelopeException {
    boolean on = json.nextIs('t');
    if (!on && !json.nextIs('f') && !json.nextIs('n')) {
      throw new BadEnvelopeException("'" + name + "' must be true or false.", name);
    }
    json.skipValue();
    return on;
  }

  private void readStreamOptions(int from) throws MalformedJsonException, BadEnvelopeException {
    int at = json.position();
    if (json.nextIs('n')) {
      json.skipValue();
      found.streamOptions = new StreamOptions.Null(new Span(at - from, json.position() - from));
      return;
    }
    if (!json.nextIs('{')) {
      throw new BadEnvelopeException("'stream_options' must be an object.", "stream_options");
    }
    json.enterObject();
    int inside = json.position();
    StreamOptions usage = null;
    boolean empty = true;
    for (; json.nextKey(empty); empty = false) {
      if (json.keyIs("include_usage")) {
        once(usage != null, "stream_options.include_usage");
        int valueAt = json.position();
        boolean on = readFlag("stream_options.include_usage");
        Span span = new Span(valueAt - from, json.position() - from);
        usage = on ? new StreamOptions.UsageOn() : new StreamOptions.UsageOff(span);
      } else {
        refuseOtherCase(IN_STREAM_OPTIONS);
        json.skipValue();
      }
    }
    found.streamOptions =
        usage != null ? usage : new StreamOptions.WithoutUsage(inside - from, empty);
  }

  private void readBound() throws MalformedJsonException, BadEnvelopeException {
    String name = json.keyIs("max_tokens") ? "max_tokens" : "max_completion_tokens";
    boolean legacy = name.equals("max_tokens");
    once(legacy ? found.maxTokensSeen : found.maxCompletionTokensSeen, name);
    found.maxTokensSeen |= legacy;
    found.maxCompletionTokensSeen |= !legacy;
    found.maxTokens = Math.max(found.maxTokens, readCount(name, 0, MAX_TOKENS));
  }

  /** Reads a whole number in the range, or returns -1 for null. */
  private long readCount(String name, long least, long most)
      throws MalformedJsonException, BadEnvelopeException {
    boolean absent = json.nextIs('n');
    long value = json.readWholeNumber();
    if (absent || (value >= least && value <= most)) {
      return value;
    }
    throw new BadEnvelopeException(
        "'" + name + "' must be a whole number from " + least + " to " + most + ".", name);
  }

  private void readUser() throws MalformedJsonException {
    if (json.nextIs('"')) {
      found.user = json.readString();
    } else {
      json.skipValue();
    }
  }

  private static void once(boolean seenBefore, String name) throws BadEnvelopeException {
    if (seenBefore) {
      throw new BadEnvelopeException("'" + name + "' is given more than once.", name);
    }
  }

  /** The fields found so far. */
  private static final class Found {
    private @Nullable String model;
    private @Nullable Span modelAt;
    private boolean streamSeen;
    private boolean stream;
    private @Nullable StreamOptions streamOptions;
    private boolean maxTokensSeen;
    private boolean maxCompletionTokensSeen;
    private long maxTokens;
    private int choices;
    private boolean userSeen;
    private @Nullable String user;

    void clear() {
      model = null;
      modelAt = null;
      streamSeen = false;
      stream = false;
      streamOptions = null;
      maxTokensSeen = false;
      maxCompletionTokensSeen = false;
      maxTokens = -1;
      choices = 0;
      userSeen = false;
      user = null;
    }

    OpenAiEnvelope envelope(int afterBrace) throws BadEnvelopeException {
      if (model == null || modelAt == null) {
        throw new BadEnvelopeException("'model' is missing.", "model");
      }
      return new OpenAiEnvelope(
          model,
          modelAt,
          stream,
          streamOptions == null ? new StreamOptions.Absent(afterBrace) : streamOptions,
          maxTokens < 0 ? OptionalLong.empty() : OptionalLong.of(maxTokens),
          Math.max(1, choices),
          Optional.ofNullable(user));
    }
  }
}
