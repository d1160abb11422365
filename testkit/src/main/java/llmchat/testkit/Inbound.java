package llmchat.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * What a peer sends, read ahead by a thread of its own, so that its going away is noticed while a
 * reply is being written or waits. Reads ahead up to 4 MiB.
 */
final class Inbound extends InputStream {
  private static final byte[] END = new byte[0];
  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(64);
  private final CompletableFuture<Boolean> peerGone = new CompletableFuture<>();
  private byte[] current = END;
  private int position;
  private boolean ended;

  static Inbound of(Socket socket) {
    var inbound = new Inbound();
    Thread.ofVirtual().name("upstream-inbound").start(() -> inbound.pump(socket));
    return inbound;
  }

  /** Completes when the peer has closed its sending side or reset the connection. */
  CompletableFuture<Boolean> peerGone() {
    return peerGone;
  }

  @Override
  public int read() throws IOException {
    return ready() ? current[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int size) throws IOException {
    if (!ready()) {
      return -1;
    }
    int count = Math.min(size, current.length - position);
    System.arraycopy(current, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return current.length - position;
  }

  private boolean ready() throws IOException {
    if (position < current.length) {
      return true;
    }
    if (!ended) {
      current = take();
      position = 0;
      ended = current.length == 0;
    }
    return !ended;
  }

  private byte[] take() throws InterruptedIOException {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private void pump(Socket socket) {
    try {
      try {
        copy(socket.getInputStream());
      } catch (IOException resetOrClosed) {
        // A reset ends what the peer sends as a FIN does.
      }
      peerGone.complete(true);
      queue.put(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void copy(InputStream in) throws IOException, InterruptedException {
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      queue.put(Arrays.copyOf(buffer, read));
    }
  }
}
