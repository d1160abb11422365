package llmchat.llm.dialect.openai;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import llmchat.llm.EventReader;
import llmchat.llm.Usage;
import llmchat.llm.json.MalformedJsonException;

/**
 * Reads the chunks of one stream. {@code [DONE]} ends it; an {@code error} object ends it with an
 * error. {@code "error": null} members are removed, and so is the usage chunk unless the client
 * asked for it.
 */
final class ChunkReader implements EventReader {
  private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

  private final AnswerReader answer = new AnswerReader();
  private final boolean keepUsage;

  /** For one stream; {@code keepUsage} is whether the client asked for the usage chunk. */
  ChunkReader(boolean keepUsage) {
    this.keepUsage = keepUsage;
  }

  @Override
  public Verdict read(byte[] bytes, int from, int to) throws MalformedJsonException {
    if (isDone(bytes, from, to)) {
      return Verdict.END;
    }
    answer.read(bytes, from, to);
    if (answer.error()) {
      return Verdict.ERROR;
    }
    if (answer.usageOnly() && !keepUsage) {
      return Verdict.LEAVE_OUT;
    }
    return answer.nullError() ? Verdict.REWRITE : Verdict.PASS;
  }

  private static boolean isDone(byte[] bytes, int from, int to) {
    return to - from >= DONE.length
        && Arrays.equals(bytes, from, from + DONE.length, DONE, 0, DONE.length);
  }

  @Override
  public Buffer rewritten(byte[] bytes, int from, int to) {
    return answer.withoutNullError(bytes, from, to);
  }

  @Override
  public boolean content() {
    return answer.content();
  }

  @Override
  public boolean finishes() {
    return answer.finishes();
  }

  @Override
  public Optional<Usage> usage() {
    return answer.hasUsage() ? Optional.of(answer.usage()) : Optional.empty();
  }

  @Override
  public boolean onlyText() {
    return answer.onlyText();
  }

  @Override
  public int textFrom() {
    return answer.textFrom();
  }

  @Override
  public int textTo() {
    return answer.textTo();
  }

  @Override
  public boolean isString(byte[] bytes, int from, int to) {
    return answer.isString(bytes, from, to);
  }
}
