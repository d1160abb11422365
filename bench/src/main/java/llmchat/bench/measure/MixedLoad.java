package llmchat.bench.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import llmchat.bench.load.EventScanner;
import llmchat.bench.load.Sequence;
import llmchat.bench.subject.Call;

/**
 * What people do, for hours: plain calls, streams, and both left in the middle. Each of a number of
 * workers does one thing after the other; which, is drawn from the seed. Nothing is timed, so each
 * worker is a virtual thread that blocks.
 */
final class MixedLoad {
  /** Numbered events that the upstream is to send in each stream. */
  static final int CHUNKS = 20;

  private static final int WORKERS = 100;
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long SEED = 25;

  /** Calls that are to be left are left within this time after they were begun. */
  private static final double LEFT_WITHIN_NANOS = 20e6;

  private final Contender contender;
  private final AtomicReference<String> firstFailure = new AtomicReference<>("");

  final LongAdder plain = new LongAdder();
  final LongAdder plainLeft = new LongAdder();
  final LongAdder streams = new LongAdder();
  final LongAdder streamsLeft = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder reordered = new LongAdder();
  final LongAdder failures = new LongAdder();

  /** Of calls to that subject. */
  MixedLoad(Contender contender) {
    this.contender = contender;
  }

  /** Runs for that time and until everything that was begun has ended; blocks. */
  MixedLoad run(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    SplittableRandom seeds = new SplittableRandom(SEED);
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WORKERS; i++) {
        SplittableRandom random = seeds.split();
        workers.execute(() -> work(random, end));
      }
    }
    return this;
  }

  /** What the first failure was, empty without any. */
  String firstFailure() {
    return firstFailure.get();
  }

  private void work(SplittableRandom random, long end) {
    try {
      while (System.nanoTime() < end) {
        // Both are drawn whatever they are needed for, so that what is done depends on the seed.
        int kind = random.nextInt(4);
        doOne(kind, random.nextDouble());
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void doOne(int kind, double leaveAt) throws InterruptedException {
    boolean leave = kind % 2 == 1;
    try (Call call = kind < 2 ? contender.call() : contender.stream()) {
      if (kind >= 2) {
        stream(call, leave ? 1 + (int) (leaveAt * (CHUNKS - 1)) : 0);
      } else if (leave) {
        TimeUnit.NANOSECONDS.sleep((long) (leaveAt * LEFT_WITHIN_NANOS));
        plainLeft.increment();
      } else {
        plain(call);
      }
    } catch (IOException e) {
      failed(e.toString());
    }
  }

  private void plain(Call call) throws IOException {
    Call.Ending ending = call.awaitEnd(PATIENCE);
    if (ending == Call.Ending.COMPLETE
        && call.status() == 200
        && contender.length().fits(call.body().length())) {
      plain.increment();
    } else {
      failed("plain call: " + ending + ", status " + call.status());
    }
  }

  private void stream(Call call, int leaveAfter) throws IOException {
    if (leaveAfter > 0 && call.awaitEvent("\"" + leaveAfter + " word", PATIENCE)) {
      streamsLeft.increment();
      return;
    }
    Call.Ending ending = call.awaitEnd(PATIENCE);
    Numbers numbers = new Numbers();
    new EventScanner(numbers).feed(call.body());
    if (ending == Call.Ending.COMPLETE && numbers.done && !numbers.error) {
      streams.increment();
      lost.add(numbers.sequence.missing(true));
      reordered.add(numbers.sequence.misplaced());
    } else {
      failed("stream: " + ending + ", status " + call.status());
    }
  }

  private void failed(String reason) {
    failures.increment();
    firstFailure.compareAndSet("", reason);
  }

  private static final class Numbers implements EventScanner.Listener {
    private final Sequence sequence = new Sequence(CHUNKS);
    private boolean error;
    private boolean done;

    @Override
    public void numbered(int number) {
      var _ = sequence.came(number);
    }

    @Override
    public void error() {
      error = true;
    }

    @Override
    public void done() {
      done = true;
    }
  }
}
