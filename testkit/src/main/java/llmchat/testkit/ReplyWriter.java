package llmchat.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plays one {@link Reply} to a socket. */
final class ReplyWriter {
  /** The peer went away while the script waited. */
  static final class PeerGone extends IOException {
    PeerGone() {
      super("the peer has gone");
    }
  }

  private final OutputStream out;
  private final CompletableFuture<Boolean> peerGone;
  private final Exchange exchange;
  private final Reply reply;

  ReplyWriter(
      OutputStream out, CompletableFuture<Boolean> peerGone, Exchange exchange, Reply reply) {
    this.out = out;
    this.peerGone = peerGone;
    this.exchange = exchange;
    this.reply = reply;
  }

  /** Writes the reply; gives back how it broke off, or nothing when it was written to its end. */
  Optional<Part.Cut> write() throws IOException, InterruptedException {
    Optional<Part.Cut> cut = play(reply.before(), false);
    if (cut.isPresent()) {
      return cut;
    }
    if (reply.head().isPresent()) {
      put(Reply.headBytes(reply.head().get()));
    }
    cut = play(reply.body().parts(), reply.isChunked());
    if (cut.isEmpty() && reply.isChunked()) {
      put(Bytes.utf8("0\r\n\r\n"));
    }
    return cut;
  }

  private Optional<Part.Cut> play(List<Part> parts, boolean chunked)
      throws IOException, InterruptedException {
    for (Part part : parts) {
      switch (part) {
        case Bytes bytes -> put(framed(bytes, chunked));
        case Part.Repeat(Bytes bytes, long times) -> repeat(framed(bytes, chunked), times);
        case Gate gate -> await(CompletableFuture.anyOf(gate.reach(), peerGone));
        case Part.Pause(Duration length) -> pause(length);
        case Part.Cut cut -> {
          return Optional.of(cut);
        }
      }
    }
    return Optional.empty();
  }

  private static Bytes framed(Bytes bytes, boolean chunked) {
    // An empty chunk would be the last one.
    return chunked && !bytes.isEmpty()
        ? Bytes.join(
            List.of(
                Bytes.utf8(Integer.toHexString(bytes.size()) + "\r\n"), bytes, Bytes.utf8("\r\n")))
        : bytes;
  }

  private void repeat(Bytes framed, long times) throws IOException, InterruptedException {
    for (long i = 0; i < times; i++) {
      put(framed);
    }
  }

  private void put(Bytes bytes) throws IOException, InterruptedException {
    byte[] array = bytes.toArray();
    int step = reply.pace().bytesPerWrite();
    for (int at = 0; at < array.length; ) {
      int size = Math.min(step, array.length - at);
      failIfPeerGone();
      out.write(array, at, size);
      exchange.wrote(size);
      at += size;
      if (!reply.pace().between().isZero()) {
        pause(reply.pace().between());
      }
    }
  }

  private void pause(Duration length) throws IOException, InterruptedException {
    try {
      peerGone.get(length.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return;
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
    throw new PeerGone();
  }

  private void await(CompletableFuture<Object> gateOrPeer)
      throws IOException, InterruptedException {
    try {
      gateOrPeer.get();
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
    failIfPeerGone();
  }

  private void failIfPeerGone() throws PeerGone {
    if (peerGone.isDone()) {
      throw new PeerGone();
    }
  }
}
