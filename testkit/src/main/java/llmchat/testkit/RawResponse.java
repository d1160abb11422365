package llmchat.testkit;

import java.util.List;

/**
 * A whole response as a {@link RawClient} read it.
 *
 * @param body without chunk framing, still encoded if it was
 * @param chunks the HTTP chunks, in the order in which they came; empty unless it was chunked
 */
public record RawResponse(RawHead head, Bytes body, List<RawChunk> chunks) {
  public RawResponse {
    chunks = List.copyOf(chunks);
  }

  public int status() {
    return head.status();
  }

  public Headers headers() {
    return head.headers();
  }

  @Override
  public String toString() {
    return head.raw().toString() + body;
  }
}
