package llmchat.llm.dialect.openai;

import java.util.OptionalLong;
import llmchat.llm.Usage;
import llmchat.llm.json.JsonScanner;
import llmchat.llm.json.MalformedJsonException;

/**
 * Reads a {@code usage} object: {@code prompt_tokens}, {@code completion_tokens} and their details.
 * Reusable; one thread at a time.
 */
final class UsageReader {
  private static final long ABSENT = -1;

  private boolean found;
  private long input;
  private long cachedInput;
  private long cacheWrite;
  private long output;
  private long reasoning;
  private long audioInput;
  private long audioOutput;

  /** Prepares for the next object. */
  void clear() {
    found = false;
    input = ABSENT;
    cachedInput = ABSENT;
    cacheWrite = ABSENT;
    output = ABSENT;
    reasoning = ABSENT;
    audioInput = ABSENT;
    audioOutput = ABSENT;
  }

  /** Whether there was an object. */
  boolean found() {
    return found;
  }

  /** The usage that was read; meaningful only if {@link #found}. */
  Usage usage() {
    return new Usage(
        Usage.Source.PROVIDER,
        OptionalLong.of(Math.max(0, input)),
        present(cachedInput),
        present(cacheWrite),
        OptionalLong.of(Math.max(0, output)),
        present(reasoning),
        present(audioInput),
        present(audioOutput));
  }

  private static OptionalLong present(long tokens) {
    return tokens == ABSENT ? OptionalLong.empty() : OptionalLong.of(tokens);
  }

  /** Reads the value of {@code usage}; anything but an object is skipped. */
  void read(JsonScanner json) throws MalformedJsonException {
    if (!json.nextIs('{')) {
      json.skipValue();
      return;
    }
    found = true;
    json.enterObject();
    for (boolean first = true; json.nextKey(first); first = false) {
      if (json.keyIs("prompt_tokens")) {
        input = tokens(json);
      } else if (json.keyIs("completion_tokens")) {
        output = tokens(json);
      } else if (json.keyIs("prompt_tokens_details") && json.nextIs('{')) {
        readPrompt(json);
      } else if (json.keyIs("completion_tokens_details") && json.nextIs('{')) {
        readCompletion(json);
      } else {
        json.skipValue();
      }
    }
  }

  private void readPrompt(JsonScanner json) throws MalformedJsonException {
    json.enterObject();
    for (boolean first = true; json.nextKey(first); first = false) {
      if (json.keyIs("cached_tokens")) {
        cachedInput = tokens(json);
      } else if (json.keyIs("cache_write_tokens")) {
        cacheWrite = tokens(json);
      } else if (json.keyIs("audio_tokens")) {
        audioInput = tokens(json);
      } else {
        json.skipValue();
      }
    }
  }

  private void readCompletion(JsonScanner json) throws MalformedJsonException {
    json.enterObject();
    for (boolean first = true; json.nextKey(first); first = false) {
      if (json.keyIs("reasoning_tokens")) {
        reasoning = tokens(json);
      } else if (json.keyIs("audio_tokens")) {
        audioOutput = tokens(json);
      } else {
        json.skipValue();
      }
    }
  }

  /** An invalid count must not fail the call: it is treated as absent. */
  private static long tokens(JsonScanner json) throws MalformedJsonException {
    return Math.max(ABSENT, json.readWholeNumber());
  }
}
