package llmchat.bench.subject;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import llmchat.bench.load.Request;
import llmchat.testkit.RawClient;
import llmchat.testkit.RawHead;

/**
 * One call as its client sees it, on a connection of its own; closing it is the client that leaves.
 * Whatever it waits for it waits for on the calling thread.
 */
public final class Call implements AutoCloseable {
  /** How a call ended for the client. */
  public enum Ending {
    /** It has not ended. */
    OPEN,
    /** The answer is whole as HTTP sees it. */
    COMPLETE,
    /** The connection broke off before that. */
    BROKEN
  }

  private final RawClient client;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private InputStream rest = InputStream.nullInputStream();
  private int status;
  private Ending ending = Ending.OPEN;

  private Call(RawClient client) {
    this.client = client;
  }

  /** Sends it and does not wait. */
  public static Call send(Request request) throws IOException {
    RawClient client = RawClient.connect(request.port());
    client.send(request.text());
    return new Call(client);
  }

  /** The status, or 0 before there is one. */
  public int status() {
    return status;
  }

  /** What has come so far, one character for each byte. */
  public String body() {
    return body.toString(StandardCharsets.ISO_8859_1);
  }

  /** Waits for the end of the answer. */
  public Ending awaitEnd(Duration longest) throws IOException {
    return await(_ -> false, longest);
  }

  /** Waits for a whole event with that text; false if it does not come. */
  public boolean awaitEvent(String text, Duration longest) throws IOException {
    Predicate<String> there =
        seen -> seen.contains(text) && seen.indexOf("\n\n", seen.indexOf(text)) >= 0;
    await(there, longest);
    return there.test(body());
  }

  /** Waits for anything more, or the end; false if neither comes. */
  public boolean awaitMore(Duration longest) throws IOException {
    int before = body.size();
    return await(seen -> seen.length() > before, longest) != Ending.OPEN || body.size() > before;
  }

  /** Reads on until what was read is enough, the answer ends or the time is over. */
  private Ending await(Predicate<String> enough, Duration longest) throws IOException {
    long end = System.nanoTime() + longest.toNanos();
    byte[] piece = new byte[8192];
    try {
      while (ending == Ending.OPEN && !enough.test(body())) {
        client.patience(Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime())));
        if (status == 0) {
          RawHead head = client.readHead();
          status = head.status();
          rest = client.readBody(head);
        }
        int count = rest.read(piece);
        if (count < 0) {
          ending = Ending.COMPLETE;
        } else {
          body.write(piece, 0, count);
        }
      }
    } catch (SocketTimeoutException e) {
      return Ending.OPEN;
    } catch (IOException e) {
      ending = Ending.BROKEN;
    }
    return ending;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
