package llmchat.server;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What time it is, so that tests can say so.
 *
 * @param time of the calendar, for what is stored or shown
 * @param nanoTime monotonic, in nanoseconds from any origin, for how long something took
 */
public record Clocks(InstantSource time, LongSupplier nanoTime) {}
