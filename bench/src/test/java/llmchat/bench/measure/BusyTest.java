package llmchat.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyTest {
  @Test
  void theLoadIsTheLimitWhereItsProcessorIsFullAndTheSubjectsIsNot() {
    assertThat(Busy.loadBound(0.99, 0.7)).isTrue();
    assertThat(Busy.loadBound(0.8, 0.99)).isFalse();
    assertThat(Busy.loadBound(0.99, 0.98)).as("both full").isFalse();
  }
}
