package llmchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import llmchat.bench.upstream.BenchUpstream;
import llmchat.bench.wire.Loop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StreamLoadTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private final Loop loop = Loop.start("load");

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void losesNothingOnTheBareUpstream() {
    try (var upstream = BenchUpstream.start(loop, 0)) {
      upstream.streams(100, INTERVAL);
      var figures = run(upstream.port(), 50, 100, StreamLoad.Ending.READ);
      var counts = upstream.counts();
      assertThat(figures.broken()).as(figures.firstBreak()).isZero();
      assertThat(List.of(figures.lost(), figures.reordered(), figures.repeated())).containsOnly(0L);
      assertThat(figures.ended()).isEqualTo(50).isEqualTo(counts.ended());
      assertThat(counts.chunks()).isEqualTo(50 * 100);
      assertThat(figures.firstChunk().getTotalCount()).isEqualTo(50);
      assertThat(figures.chunks()).isBetween(50L, 50L * 100);
      assertThat(figures.gapError().getTotalCount()).isEqualTo(figures.chunks());
    }
  }

  @Test
  void leavesStreamsThatAreNotToBeReadToTheEnd() {
    var other = Loop.start("upstream");
    try (other;
        var upstream = BenchUpstream.start(other, 0)) {
      upstream.streams(10_000, INTERVAL);
      var figures = run(upstream.port(), 10, 10_000, StreamLoad.Ending.CUT);
      assertThat(figures.broken()).as(figures.firstBreak()).isZero();
      assertThat(figures.lost() + figures.ended()).isZero();
      while (upstream.counts().openStreams() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void measuresHowFarGapsAreFromTheIntervalItWasTold() {
    try (var upstream = BenchUpstream.start(loop, 0)) {
      upstream.streams(1_000, Duration.ofMillis(50));
      var figures = run(upstream.port(), 5, 1_000, StreamLoad.Ending.CUT);
      // Told 20 ms, sent each 50 ms.
      assertThat(figures.gapError().getValueAtPercentile(50))
          .isBetween(Duration.ofMillis(20).toNanos(), Duration.ofMillis(45).toNanos());
    }
  }

  @Test
  void countsALostEvent() throws IOException {
    var figures = against(n -> n == 1 ? List.of(1, 2, 4, 5) : List.of(1, 2, 3, 4, 5));
    assertFigures(figures, 1, 0, 0);
  }

  @Test
  void countsALostLastEvent() throws IOException {
    var figures = against(n -> n == 1 ? List.of(1, 2, 3) : List.of(1, 2, 3, 4, 5));
    assertFigures(figures, 2, 0, 0);
  }

  @Test
  void countsTwoEventsThatChangedPlaces() throws IOException {
    var figures = against(n -> n == 2 ? List.of(1, 3, 2, 4, 5) : List.of(1, 2, 3, 4, 5));
    assertFigures(figures, 0, 1, 0);
  }

  @Test
  void countsAnEventThatCameTwice() throws IOException {
    var figures = against(n -> n == 2 ? List.of(1, 2, 2, 3, 4, 5) : List.of(1, 2, 3, 4, 5));
    assertFigures(figures, 0, 0, 1);
  }

  private static void assertFigures(StreamFigures figures, long lost, long reordered, long again) {
    assertThat(figures.broken()).as(figures.firstBreak()).isZero();
    assertThat(figures)
        .returns(lost, StreamFigures::lost)
        .returns(reordered, StreamFigures::reordered)
        .returns(again, StreamFigures::repeated)
        .returns(4L, StreamFigures::ended);
  }

  @Test
  void aStreamThatIsBrokenOffIsBroken() throws IOException {
    var figures = broken(events(1, 2, 3) + "CUT");
    assertThat(figures.firstBreak()).isEqualTo("closed within an answer");
  }

  @Test
  void aCleanEndWithoutDoneIsBroken() throws IOException {
    var figures = broken(events(1, 2, 3) + "0\r\n\r\n");
    assertThat(figures.firstBreak()).isEqualTo("an end without [DONE]");
  }

  @Test
  void anErrorEventIsBroken() throws IOException {
    var figures =
        broken(events(1, 2) + chunk("data: {\"error\": {}}\n\n") + chunk("data: [DONE]\n\n"));
    assertThat(figures.firstBreak()).isEqualTo("an error event");
  }

  @Test
  void anErrorInsteadOfAStreamIsBroken() throws IOException {
    try (var server =
        new ScriptedServer(n ->
            n == 1
                ? "HTTP/1.1 502 Bad\r\nContent-Length: 0\r\n\r\n"
                : HEAD + ended(1, 2, 3, 4, 5))) {
      var figures = run(server.port(), 4, 5, StreamLoad.Ending.READ);
      assertThat(figures.broken()).isEqualTo(1);
      assertThat(figures.firstBreak()).isEqualTo("status 502");
      assertThat(figures.ended()).isEqualTo(3);
    }
  }

  /** Four streams of five events, the second one with this body instead. */
  private StreamFigures broken(String body) throws IOException {
    try (var server = new ScriptedServer(n -> HEAD + (n == 1 ? body : ended(1, 2, 3, 4, 5)))) {
      var figures = run(server.port(), 4, 5, StreamLoad.Ending.READ);
      assertThat(figures)
          .returns(1L, StreamFigures::broken)
          .returns(3L, StreamFigures::ended)
          .returns(0L, StreamFigures::lost);
      return figures;
    }
  }

  private StreamFigures against(IntFunction<List<Integer>> numbers) throws IOException {
    IntFunction<String> answers =
        n -> HEAD + ended(numbers.apply(n).stream().mapToInt(Integer::intValue).toArray());
    try (var server = new ScriptedServer(answers)) {
      return run(server.port(), 4, 5, StreamLoad.Ending.READ);
    }
  }

  private static String ended(int... numbers) {
    return events(numbers) + chunk("data: [DONE]\n\n") + "0\r\n\r\n";
  }

  /** Events as another gateway spells them, in chunks that end where they like. */
  private static String events(int... numbers) {
    var text =
        IntStream.of(numbers)
            .mapToObj(number ->
                ": keep-alive\n\ndata: {\"choices\": [{\"delta\": {\"content\": \""
                    + number
                    + " word\"}}]}\n\n")
            .collect(Collectors.joining());
    return Stream.of(text.split("(?s)(?<=\\G.{37})"))
        .map(StreamLoadTest::chunk)
        .collect(Collectors.joining());
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private StreamFigures run(int port, int streams, int chunks, StreamLoad.Ending ending) {
    var plan =
        new StreamLoad.Plan(
            streams,
            chunks,
            INTERVAL,
            Duration.ofMillis(100),
            Duration.ofMillis(50),
            Duration.ofMillis(400),
            ending,
            Duration.ofSeconds(5));
    return StreamLoad.run(loop, Requests.stream(port), plan, Window.UNWATCHED);
  }
}
