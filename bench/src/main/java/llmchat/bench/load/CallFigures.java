package llmchat.bench.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What came of many plain calls.
 *
 * @param calls answered with 200 and exactly the expected length
 * @param failures anything else; a run with failures gives no figures
 * @param firstFailure what the first one was, empty without any
 * @param latency in nanoseconds; with a fixed rate from the intended start
 */
public record CallFigures(
    long calls, long failures, String firstFailure, Duration elapsed, Histogram latency) {}
