package llmchat.server.http;

import llmchat.llm.BodyMemory;
import llmchat.server.config.Settings;
import llmchat.server.outbound.OutboundSettings;

/**
 * How large bodies may be, alone and together.
 *
 * @param largestRequest in bytes
 * @param requests what all request bodies take together
 * @param replies what all replies take together while they are collected and sent
 */
public record BodyBounds(long largestRequest, BodyMemory requests, BodyMemory replies) {
  /** As the settings and the heap say. */
  public static BodyBounds of(Settings settings) {
    long largestRequest = settings.get(ServerSettings.MAX_BODY_SIZE);
    return new BodyBounds(
        largestRequest,
        BodyMemory.ofHeap(largestRequest),
        BodyMemory.ofHeap(settings.get(OutboundSettings.MAX_REPLY_SIZE)));
  }
}
