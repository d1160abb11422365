package llmchat.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;

/** One accepted connection of a {@link ScriptedUpstream}: reads requests, gives their replies. */
final class UpstreamConnection {
  private final int number;
  private final Socket socket;
  private final ScriptedUpstream upstream;
  private final Inbound inbound;
  private final HttpReader reader;
  private volatile boolean closedByTest;

  UpstreamConnection(int number, Socket socket, ScriptedUpstream upstream) throws IOException {
    this.number = number;
    this.socket = socket;
    this.upstream = upstream;
    socket.setTcpNoDelay(true);
    this.inbound = Inbound.of(socket);
    this.reader = new HttpReader(inbound);
  }

  /** Serves until either side closes. */
  void run() {
    try (socket) {
      boolean open = true;
      while (open) {
        Optional<RawHead> head = reader.head();
        open = head.isPresent() && serve(head.get());
      }
    } catch (IOException | RuntimeException e) {
      if (!closedByTest) {
        upstream.trouble("connection " + number, e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      upstream.ended(this);
    }
  }

  /** FIN to the peer; a running exchange ends as {@link Ending.UpstreamClosed}. */
  void close() {
    closedByTest = true;
    try {
      socket.close();
    } catch (IOException e) {
      upstream.trouble("closing connection " + number, e);
    }
  }

  private boolean serve(RawHead head) throws IOException, InterruptedException {
    Optional<Reply> queued = upstream.nextReply();
    boolean early = queued.filter(Reply::early).isPresent();
    if (!early && head.headers().is("Expect", "100-continue")) {
      socket.getOutputStream().write(Bytes.utf8("HTTP/1.1 100 Continue\r\n\r\n").toArray());
    }
    Bytes body = early ? Bytes.EMPTY : Bytes.of(reader.requestBody(head).readAllBytes());
    var exchange = new Exchange(RecordedRequest.of(number, head, body));
    Reply reply = queued.orElseGet(() -> upstream.replyTo(exchange.request()));
    upstream.began(exchange);
    return play(exchange, reply) && !wantsClose(head, reply);
  }

  private boolean play(Exchange exchange, Reply reply) throws InterruptedException {
    try {
      Optional<Part.Cut> cut =
          new ReplyWriter(socket.getOutputStream(), inbound.peerGone(), exchange, reply).write();
      if (cut.isPresent()) {
        breakOff(exchange, cut.get());
        return false;
      }
      finish(exchange, new Ending.Answered(exchange.bytesWritten()));
      if (reply.early()) {
        lingerForBody();
      }
      return true;
    } catch (IOException e) {
      finish(exchange, gone(exchange));
      return false;
    }
  }

  private void breakOff(Exchange exchange, Part.Cut cut) throws IOException {
    switch (cut) {
      case STALL -> {
        inbound.peerGone().join();
        finish(exchange, gone(exchange));
      }
      case RST -> {
        socket.setSoLinger(true, 0);
        socket.close();
        finish(exchange, new Ending.CutByScript(exchange.bytesWritten(), cut));
      }
      case FIN -> {
        socket.close();
        finish(exchange, new Ending.CutByScript(exchange.bytesWritten(), cut));
      }
    }
  }

  private Ending gone(Exchange exchange) {
    return closedByTest
        ? new Ending.UpstreamClosed(exchange.bytesWritten())
        : new Ending.ClosedByPeer(exchange.bytesWritten());
  }

  private void finish(Exchange exchange, Ending ending) {
    exchange.end(ending);
    upstream.exchangeEnded();
  }

  /** Closing over unread bytes would reset the connection and take the answer with it. */
  private void lingerForBody() throws IOException {
    socket.shutdownOutput();
    inbound.transferTo(OutputStream.nullOutputStream());
  }

  private static boolean wantsClose(RawHead head, Reply reply) {
    return reply.headers().is("Connection", "close")
        || head.headers().is("Connection", "close")
        || head.startLine().endsWith("HTTP/1.0");
  }
}
