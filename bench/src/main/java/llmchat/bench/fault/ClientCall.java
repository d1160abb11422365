package llmchat.bench.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One call as its client sees it, on a connection of its own. Waiting blocks; for any thread. The
 * body is kept as one character for each byte.
 */
final class ClientCall implements AutoCloseable {
  /** How a call ended for the client. */
  enum Ending {
    /** It has not ended. */
    OPEN,
    /** The answer is whole as HTTP sees it. */
    COMPLETE,
    /** The connection broke off before that. */
    BROKEN
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final StringBuilder body = new StringBuilder();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int status;
  private Ending ending = Ending.OPEN;

  private ClientCall() {}

  /** Sends a request and does not wait. */
  static ClientCall send(HttpRequest request) {
    ClientCall call = new ClientCall();
    var _ =
        call.client
            .sendAsync(
                request,
                head -> {
                  call.change(() -> call.status = head.statusCode());
                  return BodySubscribers.ofByteArrayConsumer(
                      bytes -> bytes.ifPresent(call::received));
                })
            .whenComplete((_, failure) ->
                call.change(() -> call.ending = failure == null ? Ending.COMPLETE : Ending.BROKEN));
    return call;
  }

  /** The status, or 0 before there is one. */
  int status() {
    return read(() -> status);
  }

  /** What has come so far. */
  String body() {
    return read(body::toString);
  }

  Ending ending() {
    return read(() -> ending);
  }

  /** Waits for the end of the answer. */
  Ending awaitEnd(Duration longest) throws InterruptedException {
    var _ = await(() -> ending != Ending.OPEN, longest);
    return ending();
  }

  /** Waits for a whole event with that text; false if it does not come. */
  boolean awaitEvent(String text, Duration longest) throws InterruptedException {
    return await(() -> hasEvent(text) || ending != Ending.OPEN, longest)
        && read(() -> hasEvent(text));
  }

  /** Waits for more than that many bytes, or the end; false if neither comes. */
  boolean awaitMoreThan(int bytes, Duration longest) throws InterruptedException {
    return await(() -> body.length() > bytes || ending != Ending.OPEN, longest);
  }

  /** Leaves as a program that is killed: the connection is closed whatever goes on. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private boolean hasEvent(String text) {
    int start = body.indexOf(text);
    return start >= 0 && body.indexOf("\n\n", start) >= 0;
  }

  private void received(byte[] bytes) {
    change(() -> body.append(new String(bytes, ISO_8859_1)));
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T read(Supplier<T> value) {
    lock.lock();
    try {
      return value.get();
    } finally {
      lock.unlock();
    }
  }

  private boolean await(BooleanSupplier reached, Duration longest) throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!reached.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return reached.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
