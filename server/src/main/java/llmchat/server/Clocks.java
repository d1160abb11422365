package llmchat.server;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of a process, injected so that tests control the time.
 *
 * @param time wall-clock time, for what is stored or shown
 * @param nanoTime a monotonic clock in nanoseconds with an arbitrary origin, for durations
 */
public record Clocks(InstantSource time, LongSupplier nanoTime) {}
