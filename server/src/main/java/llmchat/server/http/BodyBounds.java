package llmchat.server.http;

import llmchat.llm.BodyMemory;
import llmchat.llm.Pool;
import llmchat.server.config.Settings;
import llmchat.server.load.LoadGuard;
import llmchat.server.outbound.OutboundSettings;

/**
 * The limits on bodies, one by one and together. Shared by all event loops.
 *
 * @param largestRequest the largest request body, in bytes
 * @param requests the memory of all request bodies
 * @param replies the memory of all replies while they are collected and sent
 * @param unknownSenders places for bodies whose sender is not known yet
 */
public record BodyBounds(
    long largestRequest, BodyMemory requests, BodyMemory replies, Pool unknownSenders) {
  /** The limits by the settings and the size of the heap. */
  public static BodyBounds of(Settings settings, LoadGuard guard) {
    long largestRequest = settings.get(ServerSettings.MAX_BODY_SIZE);
    long largestReply = settings.get(OutboundSettings.MAX_REPLY_SIZE);
    return new BodyBounds(
        largestRequest,
        memory(
            guard,
            "request_bodies",
            "memory for request bodies",
            largestRequest,
            "1 kB/s, 5 minutes for a body"),
        memory(
            guard,
            "replies",
            "memory for replies",
            largestReply,
            "a reader that is too slow is cut off"),
        guard.open(unknownSenders(settings.get(ServerSettings.MAX_OPEN_REQUESTS))));
  }

  /** Those of a server on its own, with that many places for open requests. */
  public static BodyBounds alone(
      long largestRequest, BodyMemory requests, BodyMemory replies, int openRequests) {
    return new BodyBounds(
        largestRequest, requests, replies, new Pool(unknownSenders(openRequests)));
  }

  private static BodyMemory memory(
      LoadGuard guard, String name, String what, long largest, String returned) {
    return new BodyMemory(
        guard.open(
            new Pool.Terms(
                name,
                what,
                LoadGuard.quarterOfHeap(largest),
                "a quarter of the heap",
                1,
                largest,
                returned)));
  }

  /** Places for bodies without a key, if that many requests may be open. */
  private static Pool.Terms unknownSenders(int openRequests) {
    int most = Math.max(8, openRequests / 8);
    return new Pool.Terms(
        "unknown_senders",
        "places for requests without a key",
        most,
        "an eighth of `MAX_OPEN_REQUESTS`",
        1,
        1,
        "1 kB/s, 30 s for a body");
  }
}
