package llmchat.llm.upstream;

import java.time.Duration;

/**
 * How long a call may take in each of its phases.
 *
 * @param connect until a connection stands
 * @param firstByte from the last byte sent to the first byte of the answer
 * @param idle between two reads of an answer
 * @param total for the whole call
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {}
