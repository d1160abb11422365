package llmchat.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A loopback port where connecting neither succeeds nor fails: its backlog is full and nobody
 * accepts, so the kernel drops what comes.
 */
public final class BlackHole implements AutoCloseable {
  private static final int MOST = 16;

  private final ServerSocket listener;
  private final List<Socket> fillers = new ArrayList<>();

  private BlackHole(ServerSocket listener) {
    this.listener = listener;
  }

  /** Opens one on a free port of 127.0.0.1; takes a moment, since the backlog has to fill. */
  public static BlackHole open() throws IOException {
    var hole = new BlackHole(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    hole.fill();
    return hole;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + port() + "/v1";
  }

  @Override
  public void close() throws IOException {
    for (Socket filler : fillers) {
      filler.close();
    }
    listener.close();
  }

  private void fill() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    for (int i = 0; i < MOST; i++) {
      var filler = new Socket();
      fillers.add(filler);
      try {
        filler.connect(address, 200);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
    throw new IOException("the backlog took " + MOST + " connections and is not full");
  }
}
