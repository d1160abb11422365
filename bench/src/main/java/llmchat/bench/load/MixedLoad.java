package llmchat.bench.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.SplittableRandom;
import llmchat.bench.wire.Loop;

/**
 * What people do, for hours: plain calls, streams, and both left in the middle. Each of a number of
 * workers does one thing after the other; which, is drawn from the seed.
 */
public final class MixedLoad {
  /**
   * How it is done.
   *
   * @param workers that act at the same time
   * @param time after which none begins anything more
   * @param pause of a worker between two things
   * @param seed of what each worker does in which order: the same seed, the same orders
   * @param length of the body of a right plain answer
   * @param chunks numbered events that the upstream sends in each stream
   * @param patience for each call, and for the rest of a stream: then it failed
   */
  public record Plan(
      int workers,
      Duration time,
      Duration pause,
      long seed,
      Length length,
      int chunks,
      Duration patience) {}

  enum Kind {
    PLAIN,
    PLAIN_CUT,
    STREAM,
    STREAM_CUT;

    private static final Kind[] ALL = values();
  }

  /**
   * One thing to do.
   *
   * @param cutAt which part of it is waited for before it is left, 0 to 1
   */
  record Order(Kind kind, double cutAt) {
    /** Draws both numbers whatever they are needed for: the orders depend on the seed alone. */
    static Order draw(SplittableRandom random) {
      return new Order(Kind.ALL[random.nextInt(Kind.ALL.length)], random.nextDouble());
    }
  }

  /** Calls that are to be cut are cut within this time after they were begun. */
  private static final int CUT_WITHIN_MICROS = 20_000;

  private final Loop loop;
  private final Plan plan;
  private final Request plainRequest;
  private final Request streamRequest;
  private final ByteBuf plainBytes;
  private final ByteBuf streamBytes;
  private final Steps<MixedFigures> steps;
  private boolean stopping;
  private int working;
  private long plain;
  private long plainCut;
  private long streams;
  private long streamsCut;
  private long lost;
  private long reordered;
  private long failures;
  private String firstFailure = "";

  private MixedLoad(Loop loop, Request plain, Request stream, Plan plan) {
    this.loop = loop;
    this.plan = plan;
    plainRequest = plain;
    streamRequest = stream;
    plainBytes = EncodedRequest.of(plain);
    streamBytes = EncodedRequest.of(stream);
    steps = new Steps<>(loop);
  }

  /**
   * Runs until the time is over and everything that was begun has ended; blocks. Not to be called
   * on the loop's thread.
   *
   * @param plain without and {@code stream} with {@code "stream":true} in its body
   */
  public static MixedFigures run(Loop loop, Request plain, Request stream, Plan plan) {
    var load = new MixedLoad(loop, plain, stream, plan);
    return load.steps.run(load::begin);
  }

  private void begin() {
    working = plan.workers();
    var seeds = new SplittableRandom(plan.seed());
    for (var i = 0; i < plan.workers(); i++) {
      new Worker(seeds.split()).next();
    }
    steps.after(plan.time(), () -> stopping = true);
  }

  private void failed(String reason) {
    failures++;
    if (firstFailure.isEmpty()) {
      firstFailure = reason;
    }
  }

  private void stopped() {
    working--;
    if (working == 0) {
      steps.end(
          new MixedFigures(
              plain, plainCut, streams, streamsCut, lost, reordered, failures, firstFailure));
    }
  }

  /** Does one thing at a time. */
  private final class Worker {
    private final SplittableRandom random;

    Worker(SplittableRandom random) {
      this.random = random;
    }

    void next() {
      if (stopping) {
        stopped();
        return;
      }
      var order = Order.draw(random);
      switch (order.kind) {
        case PLAIN -> new PlainCall(this, false, order.cutAt);
        case PLAIN_CUT -> new PlainCall(this, true, order.cutAt);
        case STREAM -> new Stream(this, Integer.MAX_VALUE);
        case STREAM_CUT -> new Stream(this, 1 + (int) (order.cutAt * (plan.chunks() - 1)));
      }
    }

    void done() {
      steps.after(plan.pause(), this::next);
    }
  }

  /** A call on a connection of its own, as one that is cut needs it. */
  private final class PlainCall implements Caller.Master {
    private final Worker worker;
    private final boolean cut;
    private final long cutNanos;
    private final Caller caller;
    private boolean sent;
    private boolean over;

    PlainCall(Worker worker, boolean cut, double cutAt) {
      this.worker = worker;
      this.cut = cut;
      cutNanos = (long) (cutAt * CUT_WITHIN_MICROS * 1_000);
      caller = new Caller(loop, plainRequest.port(), plan.length(), this);
      steps.after(plan.patience(), this::giveUp);
    }

    @Override
    public void idle(Caller idle) {
      if (sent) {
        return;
      }
      sent = true;
      idle.call(plainBytes);
      if (cut) {
        steps.after(cutNanos, this::cut);
      }
    }

    private void cut() {
      if (!over) {
        plainCut++;
        end();
      }
    }

    @Override
    public void right(Caller answered) {
      if (cut) {
        cut();
      } else if (!over) {
        plain++;
        end();
      }
    }

    @Override
    public void wrong(String reason) {
      if (!over) {
        failed("plain call: " + reason);
        end();
      }
    }

    private void giveUp() {
      wrong("no answer within " + plan.patience());
    }

    private void end() {
      over = true;
      caller.close();
      worker.done();
    }
  }

  /** A stream, read to its end or left after a number of events. */
  private final class Stream implements OpenStream.Master {
    private final Worker worker;
    private final int cutAfter;

    Stream(Worker worker, int cutAfter) {
      this.worker = worker;
      this.cutAfter = cutAfter;
      var stream = new OpenStream(loop, streamRequest.port(), streamBytes, plan.chunks(), this);
      steps.after(plan.patience(), () -> stream.giveUp("no end within " + plan.patience()));
    }

    @Override
    public void began(long nanos) {}

    @Override
    public void came(OpenStream stream, Sequence.Place place, long gap) {
      reordered += place == Sequence.Place.BEHIND || place == Sequence.Place.AGAIN ? 1 : 0;
      if (stream.events() >= cutAfter) {
        stream.cut();
        streamsCut++;
        end(stream);
      }
    }

    @Override
    public void ended(OpenStream stream) {
      streams++;
      end(stream);
    }

    @Override
    public void broke(OpenStream stream, String reason) {
      failed("stream: " + reason);
      end(stream);
    }

    private void end(OpenStream stream) {
      lost += stream.missing();
      worker.done();
    }
  }
}
