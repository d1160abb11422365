package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import llmchat.llm.json.MalformedJsonException;

/**
 * Reads the events of one streamed reply, one after the other. The other methods are about the
 * event that {@link #read} read last. One thread at a time.
 */
public interface EventReader {
  /** What to do with an event. */
  enum Verdict {
    /** Forward it unchanged. */
    PASS,
    /** Forward the data that {@link EventReader#rewritten} returns instead. */
    REWRITE,
    /** Drop it: the client did not ask for it. */
    LEAVE_OUT,
    /** It marks the end of a complete stream. */
    END,
    /** It is an error, which ends the stream. */
    ERROR
  }

  /**
   * Reads the data of one event, {@code bytes[from, to)}.
   *
   * @throws MalformedJsonException if it is neither JSON nor a marker of the dialect
   */
  Verdict read(byte[] bytes, int from, int to) throws MalformedJsonException;

  /** The data to forward instead; the arguments are those of {@link #read}. */
  Buffer rewritten(byte[] bytes, int from, int to);

  /** Whether it carries part of the answer. */
  boolean content();

  /** Whether it carries a finish reason: the answer is complete even if no terminator follows. */
  boolean finishes();

  /** The usage it reports. */
  Optional<Usage> usage();

  /**
   * Whether it carries nothing but text, so that an event that differs only in its text has the
   * same meaning. {@link #textFrom} and {@link #textTo} are then the bounds of that text.
   */
  boolean onlyText();

  /** The offset of the text in the array, after the opening quote. */
  int textFrom();

  /** The offset of the closing quote of the text in the array. */
  int textTo();

  /** Whether {@code bytes[from, to)} with the quotes around it is one valid JSON string. */
  boolean isString(byte[] bytes, int from, int to);
}
