package llmchat.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What came of many streams at once. All but {@code chunks} and {@code gapError} counts from the
 * first stream's begin to the last one's end, not in the counted time only.
 *
 * @param chunks numbered events that arrived in the counted time
 * @param lost events that are missing, by their numbers
 * @param reordered events that came after a later one or once more
 * @param ended streams that ended with {@code [DONE]}
 * @param broken streams that ended otherwise, never began, or carried an error
 * @param firstBreak how the first one of these did, empty without any
 * @param firstChunk nanoseconds from the request's last byte to the first event's first byte
 * @param gapError nanoseconds by which the gap between two events differs from the sent one
 */
public record StreamFigures(
    long chunks,
    long lost,
    long reordered,
    int ended,
    int broken,
    String firstBreak,
    Histogram firstChunk,
    Histogram gapError) {}
