package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import llmchat.bench.wire.Loop;
import llmchat.bench.wire.MessageHead;

/**
 * Full load: each of a number of connections sends the next call when its answer is complete. How
 * long calls take at such a load says little, for a slow subject is asked less; see {@link
 * OpenLoop}.
 */
public final class ClosedLoop {
  /**
   * How it is done.
   *
   * @param connections kept open throughout; one that the subject announces to close is replaced
   * @param length of the body of a right answer
   * @param warmUp the time before the counted one, with the same load
   * @param counted the time in which answers count that arrive in it
   */
  public record Plan(int connections, Length length, Duration warmUp, Duration counted) {}

  /** A connection that could not be made is tried again after this. */
  private static final long RETRY_MILLIS = 10;

  private final Loop loop;
  private final Request request;
  private final ByteBuf encoded;
  private final Plan plan;
  private final Window window;
  private final CallTally tally = new CallTally();
  private final List<Caller> callers = new ArrayList<>();
  private final CompletableFuture<CallFigures> done = new CompletableFuture<>();
  private boolean ended;

  private ClosedLoop(Loop loop, Request request, Plan plan, Window window) {
    this.loop = loop;
    this.request = request;
    this.plan = plan;
    this.window = window;
    encoded = EncodedRequest.of(request);
  }

  /**
   * Runs the whole plan on the loop and blocks until it is over. The figures count the answers
   * within the counted time, and failures from the start on. Not to be called on the loop's thread.
   */
  public static CallFigures run(Loop loop, Request request, Plan plan, Window window) {
    var load = new ClosedLoop(loop, request, plan, window);
    loop.run(load::begin);
    return load.done.join();
  }

  private void begin() {
    for (var i = 0; i < plan.connections(); i++) {
      callers.add(new Caller());
    }
    after(plan.warmUp(), this::open);
  }

  private void open() {
    window.opened();
    tally.open();
    after(plan.counted(), this::close);
  }

  private void close() {
    tally.close();
    window.closed();
    ended = true;
    callers.forEach(Caller::close);
    done.complete(tally.figures());
  }

  private void after(Duration time, Runnable step) {
    var _ =
        loop.thread()
            .schedule(
                () -> {
                  try {
                    step.run();
                  } catch (RuntimeException e) {
                    done.completeExceptionally(e);
                  }
                },
                time.toNanos(),
                TimeUnit.NANOSECONDS);
  }

  private final class Caller implements ClientConnection.Owner {
    private ClientConnection connection = connect();
    private long sentAt;
    private int status;
    private long length;

    private ClientConnection connect() {
      return ClientConnection.open(loop, request.port(), this);
    }

    @Override
    public void connected() {
      call();
    }

    private void call() {
      sentAt = System.nanoTime();
      length = 0;
      connection.send(encoded);
    }

    @Override
    public void head(int status, MessageHead head) {
      this.status = status;
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
      length += to - from;
    }

    @Override
    public void answered(boolean reusable) {
      if (status == 200 && plan.length().fits(length)) {
        tally.answered(connection.receivedAt() - sentAt);
      } else {
        tally.failed("status " + status + " with " + length + " bytes");
      }
      if (ended) {
        return;
      }
      if (reusable) {
        call();
      } else {
        connection = connect();
      }
    }

    @Override
    public void failed(String reason) {
      tally.failed(reason);
      again();
    }

    @Override
    public void left() {
      again();
    }

    private void again() {
      var _ = loop.thread().schedule(this::reconnect, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void reconnect() {
      if (!ended) {
        connection = connect();
      }
    }

    void close() {
      connection.close();
    }
  }
}
