package llmchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import llmchat.bench.upstream.BenchUpstream;
import llmchat.bench.wire.Loop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MixedLoadTest {
  private static final Length ANY = new Length(1, 10_000);

  private final Loop loop = Loop.start("load");

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void doesSomethingOfEachKindAndTheUpstreamSawIt() {
    var other = Loop.start("upstream");
    try (other;
        var upstream = BenchUpstream.start(other, 0)) {
      upstream.streams(10, Duration.ofMillis(2));
      upstream.delay(Duration.ofMillis(5));
      var figures = run(upstream.port());
      assertThat(figures.failures()).as(figures.firstFailure()).isZero();
      assertThat(figures.lost() + figures.reordered()).isZero();
      assertThat(figures.plain()).isPositive();
      assertThat(figures.plainCut()).isPositive();
      assertThat(figures.streamsCut()).isPositive();
      // One that was left near its end may have been written to it before the upstream noticed.
      assertThat(figures.streams()).isPositive().isLessThanOrEqualTo(upstream.counts().ended());
      assertThat(upstream.counts().streams()).isEqualTo(figures.streams() + figures.streamsCut());
      while (upstream.counts().openConnections() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void countsWhatGoesWrong() throws IOException {
    try (var server = new ScriptedServer(n -> "HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\nno")) {
      var figures = run(server.port());
      assertThat(figures.plain() + figures.streams() + figures.streamsCut()).isZero();
      assertThat(figures.failures()).isPositive();
      assertThat(figures.firstFailure()).contains("status 500");
    }
  }

  @Test
  void theSameSeedMakesTheSameOrders() {
    assertThat(orders(7)).isEqualTo(orders(7)).isNotEqualTo(orders(8));
  }

  private static List<MixedLoad.Order> orders(long seed) {
    var random = new SplittableRandom(seed);
    return Stream.generate(() -> MixedLoad.Order.draw(random)).limit(100).toList();
  }

  private MixedFigures run(int port) {
    var plan =
        new MixedLoad.Plan(
            8, Duration.ofMillis(500), Duration.ofMillis(1), 42, ANY, 10, Duration.ofSeconds(5));
    return MixedLoad.run(loop, Requests.plain(port), Requests.stream(port), plan);
  }
}
