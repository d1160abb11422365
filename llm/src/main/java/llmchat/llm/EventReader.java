package llmchat.llm;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import llmchat.llm.json.MalformedJsonException;

/**
 * Reads the events of one streamed answer, one after the other. What it says is about the event
 * read last. One thread at a time.
 */
public interface EventReader {
  /** What becomes of an event. */
  enum Verdict {
    /** It goes to the client as it came. */
    PASS,
    /** It goes to the client as {@link EventReader#rewritten} says. */
    REWRITE,
    /** The client did not ask for it. */
    LEAVE_OUT,
    /** It says that the stream is complete. */
    END,
    /** It is an error: the stream breaks here. */
    ERROR
  }

  /** Reads an event's data, {@code bytes[from, to)}. */
  Verdict read(byte[] bytes, int from, int to) throws MalformedJsonException;

  /** The data in place of what came. */
  Buffer rewritten(byte[] bytes, int from, int to);

  /** Whether it brings some of the answer. */
  boolean content();

  /** Whether with it the model has finished, even if the stream says nothing more. */
  boolean finishes();

  /** The usage it reports. */
  Optional<Usage> usage();

  /**
   * Whether it brings text and says nothing else, so that an event which differs in its text only
   * says the same; {@link #textFrom} and {@link #textTo} are then where that text stands.
   */
  boolean onlyText();

  /** Where the text begins in the bytes that were read, after its quote. */
  int textFrom();

  /** Where the text ends in the bytes that were read, before its quote. */
  int textTo();

  /** Whether {@code bytes[from, to)}, with the quotes around it, is one valid string. */
  boolean isString(byte[] bytes, int from, int to);
}
