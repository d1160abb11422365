package llmchat.testkit;

import java.time.Duration;

/** One step of a scripted reply: bytes to write, something to wait for, or a way to break off. */
public sealed interface Part permits Bytes, Gate, Part.Pause, Part.Repeat, Part.Cut {

  /** Waits {@code length}, or until the peer closes. */
  record Pause(Duration length) implements Part {}

  /** The number of times of an answer without end. */
  long FOREVER = 1L << 40;

  /**
   * The same bytes, {@code times} times, each time as if they stood in the script by themselves.
   */
  record Repeat(Bytes bytes, long times) implements Part {
    public Repeat {
      if (bytes.isEmpty() || times < 0 || times > FOREVER) {
        throw new IllegalArgumentException("not to be repeated " + times + " times: " + bytes);
      }
    }
  }

  /** How an answer breaks off. Nothing after it is written, neither a last chunk. */
  enum Cut implements Part {
    /** The connection is closed in order. */
    FIN,
    /** The connection is reset. */
    RST,
    /** The connection stays open and silent until the peer closes it. */
    STALL
  }

  static Part pause(Duration length) {
    return new Pause(length);
  }

  static Part repeat(Bytes bytes, long times) {
    return new Repeat(bytes, times);
  }
}
