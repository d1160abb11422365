package llmchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import llmchat.bench.upstream.BenchUpstream;
import llmchat.bench.wire.Loop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClosedLoopTest {
  private static final Length ANY = new Length(1, 10_000);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

  private final Loop loop = Loop.start("load");

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void countsWhatTheUpstreamCounts() {
    var seen = new ArrayList<Long>();
    try (var upstream = BenchUpstream.start(loop, 0)) {
      var window =
          new Window() {
            @Override
            public void opened() {
              seen.add(upstream.counts().calls());
            }

            @Override
            public void closed() {
              seen.add(upstream.counts().calls());
            }
          };
      var figures = ClosedLoop.run(loop, Requests.plain(upstream.port()), plan(3, ANY), window);
      assertThat(figures.failures()).as(figures.firstFailure()).isZero();
      assertThat(figures.calls()).isPositive().isEqualTo(figures.latency().getTotalCount());
      // Each connection may have one answer on its way at either edge.
      assertThat(seen.get(1) - seen.get(0)).isBetween(figures.calls() - 3, figures.calls() + 3);
    }
  }

  @Test
  void countsWhatAnUpstreamOnAnotherThreadCounts() {
    var other = Loop.start("upstream");
    try (other;
        var upstream = BenchUpstream.start(other, 0)) {
      var plan = new ClosedLoop.Plan(4, ANY, Duration.ZERO, Duration.ofMillis(300));
      var figures = ClosedLoop.run(loop, Requests.plain(upstream.port()), plan, Window.UNWATCHED);
      assertThat(upstream.counts().calls()).isBetween(figures.calls(), figures.calls() + 4);
    }
  }

  @Test
  void reportsTheDelayOfTheUpstreamAsLatency() {
    try (var upstream = BenchUpstream.start(loop, 0)) {
      upstream.delay(Duration.ofMillis(20));
      var figures = run(upstream.port(), ANY);
      assertThat(figures.failures()).isZero();
      assertThat(figures.latency().getMinValue()).isBetween(millis(20), millis(40));
    }
  }

  @Test
  void aWrongStatusIsAFailure() throws IOException {
    var figures = against(n -> n == 2 ? OK.replace("200", "500") : OK, Length.exactly(4));
    assertThat(figures.failures()).isEqualTo(1);
    assertThat(figures.firstFailure()).isEqualTo("status 500 with 4 bytes");
    assertThat(figures.calls()).isPositive();
  }

  @Test
  void aShortAnswerIsAFailure() throws IOException {
    var figures =
        against(n -> n == 2 ? OK.replace("4\r\n\r\nfine", "3\r\n\r\nfin") : OK, Length.exactly(4));
    assertThat(figures.failures()).isEqualTo(1);
    assertThat(figures.firstFailure()).isEqualTo("status 200 with 3 bytes");
  }

  @Test
  void anAnswerThatBreaksOffIsAFailureAndTheLoadGoesOn() throws IOException {
    var figures = against(n -> n == 2 ? OK.replace("fine", "fiCUT") : OK, Length.exactly(4));
    assertThat(figures.failures()).isEqualTo(1);
    assertThat(figures.firstFailure()).isEqualTo("closed within an answer");
    assertThat(figures.calls()).isPositive();
  }

  @Test
  void aCloseInsteadOfAnAnswerIsAFailure() throws IOException {
    var figures = against(n -> n == 2 ? "" : OK, Length.exactly(4));
    assertThat(figures.failures()).isEqualTo(1);
    assertThat(figures.firstFailure()).isEqualTo("closed without an answer");
  }

  @Test
  void bytesBehindAnAnswerAreAFailure() throws IOException {
    var figures = against(n -> n == 2 ? OK + "more" : OK, Length.exactly(4));
    assertThat(figures.failures()).isEqualTo(1);
    assertThat(figures.firstFailure()).isEqualTo("bytes after the answer");
  }

  @Test
  void aCloseThatWasAnnouncedIsNoFailure() throws IOException {
    var closing = OK.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n") + "CUT";
    var figures = against(n -> n % 2 == 1 ? closing : OK, Length.exactly(4));
    assertThat(figures.failures()).as(figures.firstFailure()).isZero();
    assertThat(figures.calls()).isGreaterThan(2);
  }

  @Test
  void noSubjectAtAllIsManyFailures() throws IOException {
    int port;
    try (var server = new ScriptedServer(n -> OK)) {
      port = server.port();
    }
    var figures = run(port, ANY);
    assertThat(figures.calls()).isZero();
    assertThat(figures.failures()).isPositive();
    assertThat(figures.firstFailure()).startsWith("no connection: ");
  }

  @Test
  void tellsBothEdgesOnTheThreadOfTheLoop() {
    var told = new ArrayList<String>();
    try (var upstream = BenchUpstream.start(loop, 0)) {
      var window =
          new Window() {
            @Override
            public void opened() {
              told.add("opened " + loop.thread().inEventLoop());
            }

            @Override
            public void closed() {
              told.add("closed " + loop.thread().inEventLoop());
            }
          };
      var figures = ClosedLoop.run(loop, Requests.plain(upstream.port()), plan(1, ANY), window);
      assertThat(figures.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
    assertThat(told).isEqualTo(List.of("opened true", "closed true"));
  }

  private CallFigures against(IntFunction<String> answers, Length length) throws IOException {
    try (var server = new ScriptedServer(answers)) {
      return run(server.port(), length);
    }
  }

  private CallFigures run(int port, Length length) {
    return ClosedLoop.run(loop, Requests.plain(port), plan(1, length), Window.UNWATCHED);
  }

  private static ClosedLoop.Plan plan(int connections, Length length) {
    return new ClosedLoop.Plan(connections, length, Duration.ofMillis(100), Duration.ofMillis(300));
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
