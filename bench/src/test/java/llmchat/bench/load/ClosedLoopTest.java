package llmchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import llmchat.bench.upstream.BenchUpstream;
import llmchat.testkit.Part;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;

class ClosedLoopTest extends LoadTest {
  private static final Length FOUR = new Length(4, 4);

  @Test
  void countsAnswersAndTellsBothEdgesOnTheThreadOfTheLoop() {
    List<String> told = new ArrayList<>();
    Window window =
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
    try (BenchUpstream upstream = BenchUpstream.start(loop)) {
      CallFigures figures =
          ClosedLoop.run(loop, request(upstream.port(), false), plan(ANY), window);
      assertThat(figures.failures()).as(figures.firstFailure()).isZero();
      assertThat(figures.calls()).isPositive().isEqualTo(figures.latency().getTotalCount());
      assertThat(figures.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
    assertThat(told).containsExactly("opened true", "closed true");
  }

  /** Each load once kept the bytes of its request, until Netty told that they were lost. */
  @Test
  void keepsNoMemoryOfTheAllocatorWhenItIsOver() {
    ByteBufAllocatorMetric memory = UnpooledByteBufAllocator.DEFAULT.metric();
    try (ScriptedUpstream server = server(_ -> OK)) {
      long before = memory.usedDirectMemory() + memory.usedHeapMemory();
      assertThat(run(server.port()).failures()).isZero();
      assertThat(memory.usedDirectMemory() + memory.usedHeapMemory()).isEqualTo(before);
    }
  }

  @Test
  void countsWhatTheServerCounts() {
    try (ScriptedUpstream server = server(_ -> OK)) {
      var plan = new ClosedLoop.Plan(4, FOUR, Duration.ZERO, Duration.ofMillis(300));
      CallFigures figures =
          ClosedLoop.run(loop, request(server.port(), false), plan, Window.UNWATCHED);
      assertThat((long) server.requestCount()).isBetween(figures.calls(), figures.calls() + 4);
    }
  }

  @Test
  void reportsTheDelayOfTheServerAsLatency() {
    try (ScriptedUpstream server = server(_ -> OK.after(Part.pause(Duration.ofMillis(20))))) {
      CallFigures figures = run(server.port());
      assertThat(figures.failures()).isZero();
      assertThat(figures.latency().getMinValue()).isGreaterThan(19_000_000);
    }
  }

  @Test
  void aWrongStatusOrLengthIsAFailure() {
    assertOneFailure(Reply.of(500, "text/plain", text("fine")), "status 500 with 4 bytes");
    assertOneFailure(Reply.of(200, "text/plain", text("fin")), "status 200 with 3 bytes");
  }

  @Test
  void anAnswerThatBreaksOffIsAFailureAndTheLoadGoesOn() {
    assertOneFailure(OK.finAfter(2), "closed within an answer");
    assertOneFailure(Reply.hangUp(), "closed without an answer");
  }

  @Test
  void bytesBehindAnAnswerAreAFailure() {
    Reply long4 = Reply.of(200, "text/plain", text("finemore")).header("Content-Length", "4");
    assertOneFailure(long4, "no HTTP: invalid version format: MOREHTTP/1.1");
  }

  @Test
  void aCloseThatWasAnnouncedIsNoFailure() {
    try (ScriptedUpstream server = server(n -> n % 2 == 1 ? OK.closing() : OK)) {
      CallFigures figures = run(server.port());
      assertThat(figures.failures()).as(figures.firstFailure()).isZero();
      assertThat(figures.calls()).isGreaterThan(2);
    }
  }

  @Test
  void noSubjectAtAllIsManyFailures() {
    ScriptedUpstream gone = ScriptedUpstream.start();
    gone.close();
    CallFigures figures = run(gone.port());
    assertThat(figures.calls()).isZero();
    assertThat(figures.failures()).isPositive();
    assertThat(figures.firstFailure()).startsWith("no connection: ");
  }

  private void assertOneFailure(Reply third, String reason) {
    try (ScriptedUpstream server = thirdIs(third)) {
      CallFigures figures = run(server.port());
      assertThat(figures.failures()).isEqualTo(1);
      assertThat(figures.firstFailure()).isEqualTo(reason);
      assertThat(figures.calls()).isPositive();
    }
  }

  private CallFigures run(int port) {
    return ClosedLoop.run(loop, request(port, false), plan(FOUR), Window.UNWATCHED);
  }

  private static ClosedLoop.Plan plan(Length length) {
    return new ClosedLoop.Plan(1, length, Duration.ofMillis(100), Duration.ofMillis(300));
  }
}
