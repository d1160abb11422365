package llmchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import llmchat.bench.upstream.BenchUpstream;
import llmchat.testkit.Part;
import llmchat.testkit.Reply;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;

class StreamLoadTest extends LoadTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);

  @Test
  void losesNothingOnTheBareUpstream() {
    StreamFigures figures = run(100, INTERVAL, 50);
    assertThat(figures.broken()).as(figures.firstBreak()).isZero();
    assertThat(figures.lost() + figures.reordered()).isZero();
    assertThat(figures.ended()).isEqualTo(50);
    assertThat(figures.firstChunk().getTotalCount()).isEqualTo(50);
    assertThat(figures.chunks()).isBetween(50L, 50L * 100);
    assertThat(figures.gapError().getTotalCount()).isEqualTo(figures.chunks());
  }

  @Test
  void measuresHowFarGapsAreFromTheIntervalItWasTold() {
    // Told 20 ms, sent each 50 ms.
    assertThat(run(20, Duration.ofMillis(50), 5).gapError().getValueAtPercentile(50))
        .isBetween(Duration.ofMillis(20).toNanos(), Duration.ofMillis(45).toNanos());
  }

  @Test
  void countsEventsThatAreMissingAlsoAtTheEnd() {
    assertFigures(against(1, 2, 4, 5), 1, 0);
    assertFigures(against(1, 2, 3), 2, 0);
  }

  @Test
  void countsEventsThatChangedPlacesOrCameTwice() {
    assertFigures(against(1, 3, 2, 4, 5), 0, 1);
    assertFigures(against(1, 2, 2, 3, 4, 5), 0, 1);
    assertFigures(against(1, 3, 2, 2, 4, 5, 99), 0, 3);
  }

  private static void assertFigures(StreamFigures figures, long lost, long reordered) {
    assertThat(figures.broken()).as(figures.firstBreak()).isZero();
    assertThat(figures)
        .returns(lost, StreamFigures::lost)
        .returns(reordered, StreamFigures::reordered)
        .returns(4, StreamFigures::ended);
  }

  @Test
  void saysHowAStreamBroke() {
    assertBroken(events(Part.Cut.FIN, 1, 2, 3), "closed within an answer");
    assertBroken(events(text("\n"), 1, 2, 3), "an end without [DONE]");
    assertBroken(events(text("data: {\"error\": {}}\n\ndata: [DONE]\n\n"), 1, 2), "an error event");
    assertBroken(Reply.of(502, "text/plain"), "status 502");
  }

  private void assertBroken(Reply second, String reason) {
    assertThat(second(second))
        .returns(1, StreamFigures::broken)
        .returns(reason, StreamFigures::firstBreak)
        .returns(3, StreamFigures::ended)
        .returns(0L, StreamFigures::lost);
  }

  private StreamFigures against(int... numbers) {
    return second(events(text("data: [DONE]\n\n"), numbers));
  }

  /** Four streams of five events, the second one with this reply instead. */
  private StreamFigures second(Reply reply) {
    Reply right = events(text("data: [DONE]\n\n"), 1, 2, 3, 4, 5);
    try (ScriptedUpstream server = server(n -> n == 1 ? reply : right)) {
      return run(server.port(), 4, 5);
    }
  }

  /** Events as another gateway spells them, in chunks that end where they like. */
  private static Reply events(Part ending, int... numbers) {
    List<Part> parts = new ArrayList<>();
    for (int number : numbers) {
      parts.add(
          text(
              ": keep-alive\n\ndata: {\"choices\": [{\"delta\": {\"content\": \""
                  + number
                  + " word\"}}]}\n\n"));
    }
    parts.add(ending);
    return Reply.events(parts.toArray(Part[]::new)).splitEvery(37);
  }

  private StreamFigures run(int chunks, Duration interval, int streams) {
    try (BenchUpstream upstream = BenchUpstream.start(loop)) {
      upstream.streams(chunks, interval);
      return run(upstream.port(), streams, chunks);
    }
  }

  private StreamFigures run(int port, int streams, int chunks) {
    var plan =
        new StreamLoad.Plan(
            streams,
            chunks,
            INTERVAL,
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Duration.ofMillis(400),
            Duration.ofSeconds(5));
    return StreamLoad.run(loop, request(port, true), plan, Window.UNWATCHED);
  }
}
