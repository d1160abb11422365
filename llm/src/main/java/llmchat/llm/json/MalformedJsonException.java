package llmchat.llm.json;

/** A text that is not JSON; the message says what is wrong and at which byte. */
public final class MalformedJsonException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String problem, int offset) {
    // No stack trace: bad input is common and must stay cheap.
    super(problem + " at byte " + offset, null, false, false);
  }
}
