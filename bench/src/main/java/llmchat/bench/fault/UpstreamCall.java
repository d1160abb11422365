package llmchat.bench.fault;

import java.util.concurrent.CompletableFuture;

/**
 * A call as it reached the upstream.
 *
 * @param head request line and headers
 * @param body as it came, without the transfer's frames
 * @param closed completes when the connection that it came on is closed, by whichever side
 */
record UpstreamCall(String head, String body, CompletableFuture<Void> closed) {}
