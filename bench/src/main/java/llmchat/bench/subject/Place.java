package llmchat.bench.subject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/**
 * Where a subject runs.
 *
 * @param folder an empty one of its own: configuration, logs, data
 * @param cache what was installed once and is kept between runs
 * @param upstreamPort of the model's side on 127.0.0.1, which speaks OpenAI's API under {@code /v1}
 * @param core the processor that it is pinned to
 */
public record Place(Path folder, Path cache, int upstreamPort, int core) {
  /** A port on 127.0.0.1 that nobody listens on now, for a program that must be told its own. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
