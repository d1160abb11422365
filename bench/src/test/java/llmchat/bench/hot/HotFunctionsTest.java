package llmchat.bench.hot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import llmchat.gateway.auth.Caller;
import llmchat.gateway.auth.Proof;
import llmchat.llm.Envelope;
import org.junit.jupiter.api.Test;

/** That each benchmark does what the product does; how fast is the benchmark's own matter. */
class HotFunctionsTest {
  @Test
  void keyCheckFindsTheCallerOfTheKeyInTheHeader() throws Exception {
    KeyCheck benchmark = new KeyCheck();
    try {
      Caller first = benchmark.check();
      assertThat(first.username()).isEqualTo("bench");
      assertThat(first.proof()).isInstanceOf(Proof.ApiKey.class);
      assertThat(benchmark.check()).as("from the cache").isSameAs(first);
    } finally {
      benchmark.close();
    }
  }

  @Test
  void envelopeReadFindsWhatIsDecidedBy() throws Exception {
    Envelope envelope = new EnvelopeRead().read();
    assertThat(envelope.model()).isEqualTo("gpt-4o-mini");
    assertThat(envelope.stream()).isFalse();
    assertThat(envelope.maxTokens()).isEqualTo(OptionalLong.of(64));
  }

  @Test
  void sseScanPassesTheChunkAndCountsItsContent() {
    SseScan benchmark = new SseScan();
    assertThat(benchmark.scan()).isSameAs(benchmark.chunk());
    assertThat(benchmark.scan()).isSameAs(benchmark.chunk());
    assertThat(benchmark.events().end()).isEmpty();
    assertThat(benchmark.events().usage().outputTokens()).isEqualTo(2);
  }

  @Test
  void logLineTellsOfTheCallThatEnded() throws Exception {
    LogLine benchmark = new LogLine();
    try {
      assertThat(benchmark.write().toString(StandardCharsets.UTF_8))
          .contains("INFO  request request_id=")
          .contains(" route=/v1/chat/completions status=200 outcome=ok ")
          .contains(" model=gpt-4o-mini stream=false upstream_ms=1.410 input_tokens=31 ")
          .endsWith(" user=usr_7Hq2mX9aVbKd\n");
    } finally {
      benchmark.close();
    }
  }
}
