package llmchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import llmchat.testkit.Part;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;

class OpenLoopTest extends LoadTest {
  private final AtomicLong stalledUntil = new AtomicLong(System.nanoTime());
  private final ScriptedUpstream server =
      server(_ -> {
        long left = stalledUntil.get() - System.nanoTime();
        return left > 0 ? OK.after(Part.pause(Duration.ofNanos(left))) : OK;
      });

  @Test
  void makesAllCallsOfTheRateAndCountsThoseOfTheCountedTime() {
    OpenFigures figures = run(50, Window.UNWATCHED);
    assertThat(figures.calls().failures()).as(figures.calls().firstFailure()).isZero();
    // 500 a second: 100 in 200 ms of warm-up, 250 in the 500 ms that count.
    assertThat(server.requestCount()).isEqualTo(350);
    assertThat(figures.calls().calls()).isBetween(249L, 251L);
    assertThat(figures.lateness().getTotalCount()).isEqualTo(figures.calls().calls());
  }

  /** One call each 2 ms is due in 200 ms: they wait for 200, 198, 196 … ms. */
  @Test
  void aStallIsSeenByEveryCallThatWasDueInItWithAConnectionFreeOrNot() {
    for (int connections : new int[] {350, 2}) {
      CallFigures figures = run(connections, stall()).calls();
      assertThat(figures.failures()).as(figures.firstFailure()).isZero();
      assertThat(longerThan(figures, 100)).isGreaterThanOrEqualTo(48);
      assertThat(longerThan(figures, 20)).isGreaterThanOrEqualTo(88);
      assertThat(figures.latency().getMaxValue()).isGreaterThan(millis(195));
    }
  }

  private static long longerThan(CallFigures figures, long millis) {
    return figures.latency().getCountBetweenValues(millis(millis), Long.MAX_VALUE);
  }

  private Window stall() {
    return new Window() {
      @Override
      public void opened() {
        stalledUntil.set(System.nanoTime() + millis(200));
      }
    };
  }

  @Test
  void saysThatItWasLateItself() {
    Window window =
        new Window() {
          @Override
          public void opened() {
            // As if the load's processor were busy with something else.
            LockSupport.parkNanos(millis(50));
          }
        };
    OpenFigures figures = run(350, window);
    assertThat(figures.believable(99)).isFalse();
    assertThat(figures.lateness().getMaxValue()).isGreaterThan(millis(40));
  }

  @Test
  void callsThatAreNotAnsweredInTimeFail() {
    try (ScriptedUpstream silent = server(_ -> Reply.silence())) {
      CallFigures figures = run(silent, 5, Duration.ofMillis(100)).calls();
      assertThat(figures.calls()).isZero();
      assertThat(figures.failures()).isEqualTo(10);
      assertThat(figures.firstFailure()).startsWith("no answer within");
    }
  }

  @Test
  void aConnectionThatBreaksIsReplaced() {
    try (ScriptedUpstream breaking = thirdIs(Reply.hangUp())) {
      CallFigures figures = run(breaking, 1, Duration.ofSeconds(2)).calls();
      assertThat(figures.calls()).isEqualTo(9);
      assertThat(figures.failures()).isEqualTo(1);
    }
  }

  private OpenFigures run(ScriptedUpstream other, int connections, Duration patience) {
    var plan =
        new OpenLoop.Plan(100, connections, ANY, Duration.ZERO, Duration.ofMillis(100), patience);
    return OpenLoop.run(loop, request(other.port(), false), plan, Window.UNWATCHED);
  }

  private OpenFigures run(int connections, Window window) {
    var plan =
        new OpenLoop.Plan(
            500,
            connections,
            ANY,
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(5));
    return OpenLoop.run(loop, request(server.port(), false), plan, window);
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
