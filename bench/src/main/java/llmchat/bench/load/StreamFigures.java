package llmchat.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What came of many streams at once.
 *
 * @param chunks events that arrived in the counted time
 * @param lost events that are missing, by their numbers
 * @param reordered events that came after a later one
 * @param broken streams that ended otherwise than with {@code [DONE]}
 * @param firstChunk nanoseconds from the request's last byte to the first event's first byte
 * @param gapError nanoseconds by which the gap between two events differs from the sent one
 */
public record StreamFigures(
    int streams,
    long chunks,
    long lost,
    long reordered,
    long broken,
    Histogram firstChunk,
    Histogram gapError) {}
