package llmchat.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the loopback that can go away and come back, on the same port: what a restarting
 * server or a broken network looks like to its client.
 */
public final class FaultProxy implements AutoCloseable {
  private final int port;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile int targetPort;
  private volatile boolean silent;
  private @Nullable ServerSocket listener;
  private Thread acceptor;

  private FaultProxy(int targetPort, ServerSocket listener) {
    this.targetPort = targetPort;
    this.port = listener.getLocalPort();
    this.listener = listener;
    this.acceptor = accepting(listener);
  }

  /** A proxy in front of a port of the loopback, on a free port, letting everything pass. */
  public static FaultProxy before(int targetPort) {
    try {
      return new FaultProxy(targetPort, listen(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** Leads new connections to another port; those that are open stay where they are. */
  public void leadTo(int port) {
    targetPort = port;
  }

  /** Breaks all connections and refuses new ones, as a server that stopped. */
  public synchronized void cut() {
    try {
      if (listener != null) {
        listener.close();
        listener = null;
        // The port is free, and no further connection is taken, only when the acceptor has ended.
        acceptor.join();
      }
      for (Closeable each : open) {
        each.close();
      }
      open.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Keeps connections open, takes new ones, and carries nothing more, as a network that drops. */
  public void fallSilent() {
    silent = true;
  }

  /** Lets everything pass again; what was held back in silence is lost with its connections. */
  public synchronized void restore() {
    cut();
    silent = false;
    try {
      ServerSocket again = listen(port);
      listener = again;
      acceptor = accepting(again);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cut();
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private Thread accepting(ServerSocket socket) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              connect(socket.accept());
            }
          } catch (IOException closed) {
            // cut() closed the listener
          }
        });
  }

  private void connect(Socket client) throws IOException {
    Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
    open.add(client);
    open.add(server);
    carry(client, server);
    carry(server, client);
  }

  private void carry(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(() -> {
          try (from;
              to) {
            copy(from.getInputStream(), to.getOutputStream());
          } catch (IOException broken) {
            // one side is gone, and so goes the other
          } finally {
            open.remove(from);
            open.remove(to);
          }
        });
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[16_384];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (!silent) {
        out.write(buffer, 0, count);
        out.flush();
      }
    }
  }
}
