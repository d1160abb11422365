package llmchat.server.http;

import java.util.Optional;
import llmchat.llm.Failure;
import llmchat.llm.Usage;

/**
 * A model call that has outlived the request that asked for it, at its end.
 *
 * @param requestId of the request that asked for it
 * @param client who sent that request
 * @param route the path of the route that took it
 * @param userId who asked
 * @param model the model that was called, one that we serve
 * @param begunNanos when the call was sent
 * @param answeredNanos when its first event was there, 0 if none came
 * @param endedNanos when it ended
 */
public record DetachedCall(
    String requestId,
    Client client,
    String route,
    String userId,
    String model,
    Outcome outcome,
    Optional<Failure> failure,
    Usage usage,
    long begunNanos,
    long answeredNanos,
    long endedNanos) {}
