package llmchat.bench.wire;

/** Takes the HTTP messages of one connection, piece by piece. */
public interface MessageSink {
  /** A message begins; the head is good until the method returns. */
  void head(MessageHead head);

  /** More of its body, without any framing; good until the method returns. */
  void body(byte[] bytes, int from, int to);

  /** It is complete. Returns whether the next one may be read at once. */
  boolean end();
}
