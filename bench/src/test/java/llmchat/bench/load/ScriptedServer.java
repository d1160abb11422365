package llmchat.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Answers the n-th request, from 0, with bytes of the test's choice; empty bytes end a connection.
 */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listening;
  private final IntFunction<String> answers;
  private final AtomicInteger requests = new AtomicInteger();

  ScriptedServer(IntFunction<String> answers) throws IOException {
    this.answers = answers;
    listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed by the test.
    }
  }

  /**
   * Writes an answer, and ends the connection if the answer is one that says nothing of its end.
   */
  private void serve(Socket socket) {
    try (socket) {
      var out = socket.getOutputStream();
      while (readRequest(socket.getInputStream())) {
        var answer = answers.apply(requests.getAndIncrement());
        write(out, answer);
        if (answer.isEmpty() || answer.contains("CUT")) {
          return;
        }
      }
    } catch (IOException e) {
      // The client left.
    }
  }

  /** What follows {@code CUT} is not written. */
  private static void write(OutputStream out, String answer) throws IOException {
    var cut = answer.indexOf("CUT");
    out.write((cut < 0 ? answer : answer.substring(0, cut)).getBytes(US_ASCII));
  }

  private static boolean readRequest(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var letter = in.read();
      if (letter < 0) {
        return false;
      }
      head.append((char) letter);
    }
    var length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
    return in.readNBytes(Integer.parseInt(length)).length > 0;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
