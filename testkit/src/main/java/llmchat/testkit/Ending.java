package llmchat.testkit;

/**
 * How one exchange with a {@link ScriptedUpstream} ended. Bytes are those written to the socket,
 * head and framing included.
 */
public sealed interface Ending {
  long bytesWritten();

  /** The whole reply was written. */
  record Answered(long bytesWritten) implements Ending {}

  /** The peer closed or reset the connection while the reply was being given. */
  record ClosedByPeer(long bytesWritten) implements Ending {}

  /** The script broke off. */
  record CutByScript(long bytesWritten, Part.Cut how) implements Ending {}

  /** The upstream was closed by the test while the reply was being given. */
  record UpstreamClosed(long bytesWritten) implements Ending {}
}
