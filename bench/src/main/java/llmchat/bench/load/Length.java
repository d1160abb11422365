package llmchat.bench.load;

/**
 * How long a right answer's body is, in bytes.
 *
 * @param least of them, included
 * @param most of them, included
 */
public record Length(long least, long most) {
  /** The answer passes unchanged. */
  public static Length exactly(long bytes) {
    return new Length(bytes, bytes);
  }

  /** The gateway writes the answer anew, with times or ids of varying length. */
  public static Length about(long bytes, long more) {
    return new Length(bytes - more, bytes + more);
  }

  boolean fits(long bytes) {
    return bytes >= least && bytes <= most;
  }
}
