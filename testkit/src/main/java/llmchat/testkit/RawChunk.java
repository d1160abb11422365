package llmchat.testkit;

/**
 * One HTTP chunk of a body as it came.
 *
 * @param data the bytes in it
 * @param raw the size line with any extensions, the data, and the CRLF after it
 * @param arrivedNanos {@link System#nanoTime} when the whole chunk had been read
 */
public record RawChunk(Bytes data, Bytes raw, long arrivedNanos) {}
