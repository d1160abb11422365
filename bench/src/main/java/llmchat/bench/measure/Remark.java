package llmchat.bench.measure;

/** What a reader must know of a scenario and subject. */
public record Remark(Kind kind, String scenario, String subject, String text) {

  /** What follows from a remark. */
  public enum Kind {
    /** It was not measured; the text says why. */
    LEFT_OUT,
    /** The load side was the bottleneck: what {@link Measures#needsFreeLoad} is not shown. */
    LOAD_BOUND,
    /** Everything else. */
    NOTE
  }
}
