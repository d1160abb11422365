package llmchat.llm.upstream;

import java.time.Duration;

/**
 * The timeouts of a call.
 *
 * @param connect until the connection is established
 * @param firstByte from the end of the request to the head of the response
 * @param idle between two reads of a response body
 * @param total for the whole call
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {}
