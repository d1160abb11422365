package llmchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import llmchat.bench.upstream.BenchUpstream;
import llmchat.bench.wire.Loop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OpenLoopTest {
  private static final Length ANY = new Length(1, 10_000);

  private final Loop loop = Loop.start("load");
  private final Loop other = Loop.start("upstream");
  private final BenchUpstream upstream = BenchUpstream.start(other, 0);

  @AfterEach
  void close() {
    upstream.close();
    other.close();
    loop.close();
  }

  @Test
  void makesAllCallsOfTheRateAndCountsThoseOfTheCountedTime() {
    var figures = run(50, Window.UNWATCHED);
    assertThat(figures.calls().failures()).as(figures.calls().firstFailure()).isZero();
    // 500 a second: 100 in 200 ms of warm-up, 250 in the 500 ms that count.
    assertThat(upstream.counts().calls()).isEqualTo(350);
    assertThat(figures.calls().calls()).isBetween(249L, 251L);
    assertThat(figures.lateness().getTotalCount()).isEqualTo(figures.calls().calls());
  }

  @Test
  void aStallOfTheUpstreamIsSeenByEveryCallThatWasDueInIt() {
    var figures = run(350, stall());
    assertStallIsSeen(figures.calls());
    assertThat(figures.waited()).isZero();
  }

  @Test
  void aStallIsSeenByCallsThatFindNoConnectionFree() {
    var figures = run(2, stall());
    assertStallIsSeen(figures.calls());
    assertThat(figures.waited()).isGreaterThanOrEqualTo(90);
  }

  /** One call each 2 ms is due in 200 ms: they wait for 200, 198, 196 ... ms. */
  private static void assertStallIsSeen(CallFigures figures) {
    assertThat(figures.failures()).as(figures.firstFailure()).isZero();
    assertThat(longerThan(figures, 100)).isGreaterThanOrEqualTo(48);
    assertThat(longerThan(figures, 20)).isGreaterThanOrEqualTo(88);
    assertThat(figures.latency().getMaxValue()).isGreaterThan(millis(195));
  }

  private static long longerThan(CallFigures figures, long millis) {
    return figures.latency().getCountBetweenValues(millis(millis), Long.MAX_VALUE);
  }

  private Window stall() {
    return new Window() {
      @Override
      public void opened() {
        upstream.stall(Duration.ofMillis(200));
      }

      @Override
      public void closed() {}
    };
  }

  @Test
  void saysThatItWasLateItself() {
    var window =
        new Window() {
          @Override
          public void opened() {
            // As if the load's processor were busy with something else.
            var until = System.nanoTime() + millis(50);
            while (System.nanoTime() < until) {
              Thread.onSpinWait();
            }
          }

          @Override
          public void closed() {}
        };
    var figures = run(350, window);
    assertThat(figures.believable(99)).isFalse();
    assertThat(figures.lateness().getMaxValue()).isGreaterThan(millis(40));
  }

  @Test
  void callsThatAreNotAnsweredInTimeFail() throws IOException {
    try (var server = new ScriptedServer(n -> n < 10 ? "HTTP/1.1 200 OK\r\n" : "")) {
      var plan =
          new OpenLoop.Plan(
              100, 5, ANY, Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(100));
      var figures = OpenLoop.run(loop, Requests.plain(server.port()), plan, Window.UNWATCHED);
      assertThat(figures.calls().calls()).isZero();
      assertThat(figures.calls().failures()).isEqualTo(10);
      assertThat(figures.calls().firstFailure()).startsWith("no answer within");
    }
  }

  @Test
  void aFreeConnectionThatBreaksIsReplaced() throws IOException {
    var ok = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";
    try (var server = new ScriptedServer(n -> n == 2 ? ok + "more" : ok)) {
      var plan =
          new OpenLoop.Plan(
              100, 1, ANY, Duration.ZERO, Duration.ofMillis(200), Duration.ofSeconds(2));
      var figures = OpenLoop.run(loop, Requests.plain(server.port()), plan, Window.UNWATCHED);
      assertThat(figures.calls().calls()).isEqualTo(20);
      assertThat(figures.calls().failures()).isEqualTo(1);
      assertThat(figures.calls().firstFailure()).isEqualTo("bytes after the answer");
    }
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
    return OpenLoop.run(loop, Requests.plain(upstream.port()), plan, window);
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
