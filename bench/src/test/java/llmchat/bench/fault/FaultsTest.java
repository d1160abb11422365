package llmchat.bench.fault;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import llmchat.bench.measure.Samples.FaultResult;
import llmchat.bench.subject.Started;
import llmchat.testkit.FaultProxy;
import llmchat.testkit.ScriptedUpstream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  /** Short where a bad gateway lets the whole time pass, long where time passes on no way. */
  private static final Patience SHORT =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2));

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedUpstream upstream = Faults.upstream();

  @AfterEach
  void stop() {
    upstream.close();
    vertx.close().await();
  }

  @Test
  void findsEverythingGoodAboutAGatewayThatDoesEverythingWell() throws Exception {
    List<FaultResult> results = probe(SmallGateway.good(vertx, upstream.port()));

    assertThat(results).hasSize(14).allMatch(FaultResult::good);
    assertThat(seen(results))
        .contains(
            entry("upstream cut after 3 chunks: the client sees an error", "error event"),
            entry("upstream reset after 3 chunks: the client sees an error", "error event"),
            entry("client gone, stream silent: upstream closed in 2 s", "upstream closed"),
            entry("the client's key does not go upstream", "replaced"));
    assertThat(seen(results).get("stalled stream: a sign of life within 17 s"))
        .matches("“: still there” after \\d s");
  }

  @Test
  void findsEverythingBadAboutAGatewayThatDoesEverythingBadly() throws Exception {
    List<FaultResult> results = probe(SmallGateway.bad(vertx, upstream.port()));

    assertThat(results).noneMatch(FaultResult::good);
    assertThat(seen(results))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry(
                    "upstream cut after 3 chunks: the client sees an error",
                    "clean end, no [DONE]"),
                entry(
                    "upstream reset after 3 chunks: the client sees an error",
                    "clean end, no [DONE]"),
                entry("stalled stream: a sign of life within 17 s", "nothing is sent"),
                entry("client gone, chunks flowing: upstream closed in 2 s", "upstream goes on"),
                entry("client gone, stream silent: upstream closed in 2 s", "upstream goes on"),
                entry(
                    "client gone, plain call waiting: upstream closed in 2 s", "upstream goes on"),
                entry("unknown top-level field kept", "dropped"),
                entry("unknown field in a message kept", "1"),
                entry("seed 9007199254740993 kept", "9007199254740992"),
                entry("30-digit integer kept", "1.2345678901234568e+29"),
                entry("temperature 0.70 kept as written", "0.7"),
                entry("JSON answer unchanged, byte for byte", "changed"),
                entry("stream chunks unchanged, byte for byte", "changed"),
                entry("the client's key does not go upstream", "goes upstream")));
  }

  @Test
  void findsOnlySilenceAndTheKeyBadAboutAPlainPassThrough() throws Exception {
    List<FaultResult> results;
    try (FaultProxy proxy = FaultProxy.before(upstream.port())) {
      results = probe(Started.nothing(proxy.port()));
    }

    assertThat(results)
        .filteredOn(result -> !result.good())
        .extracting(FaultResult::fault)
        .containsExactly(
            "stalled stream: a sign of life within 17 s", "the client's key does not go upstream");
    assertThat(seen(results))
        .contains(
            entry("upstream cut after 3 chunks: the client sees an error", "broken transfer"),
            entry("upstream reset after 3 chunks: the client sees an error", "broken transfer"));
  }

  private List<FaultResult> probe(SmallGateway gateway) throws IOException {
    try (gateway) {
      return probe(Started.nothing(gateway.port()));
    }
  }

  private List<FaultResult> probe(Started gateway) throws IOException {
    return Faults.probe("gateway", gateway, upstream, SHORT);
  }

  private static Map<String, String> seen(List<FaultResult> results) {
    return results.stream().collect(toMap(FaultResult::fault, FaultResult::seen));
  }
}
