package llmchat.bench.load;

/**
 * How long a right answer's body is, in bytes, both ends included. A gateway that writes the answer
 * anew gives it times or ids of varying length.
 */
public record Length(long least, long most) {
  /** Whether that is a right one. */
  public boolean fits(long bytes) {
    return bytes >= least && bytes <= most;
  }
}
