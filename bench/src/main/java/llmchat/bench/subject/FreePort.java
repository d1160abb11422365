package llmchat.bench.subject;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports for programs that must be told theirs. */
final class FreePort {
  private FreePort() {}

  /** One on 127.0.0.1 that nobody listens on now. */
  static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
