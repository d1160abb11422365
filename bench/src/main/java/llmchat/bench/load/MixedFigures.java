package llmchat.bench.load;

/**
 * What came of a mixed load.
 *
 * @param plain calls with the right answer
 * @param plainCut calls that the load left before, or just as, the answer came
 * @param streams read to their {@code [DONE]}
 * @param streamsCut streams that the load left in the middle
 * @param lost events missing in streams, by their numbers
 * @param reordered events that came after a later one or once more
 * @param failures calls and streams that went otherwise than they should
 * @param firstFailure what the first one was, empty without any
 */
public record MixedFigures(
    long plain,
    long plainCut,
    long streams,
    long streamsCut,
    long lost,
    long reordered,
    long failures,
    String firstFailure) {}
