package llmchat.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTimesTest {
  @Test
  void countsGuestsOnceAndWaitingAsIdle() {
    ProcessorTimes before = ProcessorTimes.parse("cpu  7 0 5 80 1 0 2 0 3 0");
    assertThat(before).isEqualTo(new ProcessorTimes(14, 81));
    assertThat(ProcessorTimes.parse("cpu0 17 0 5 85 6 0 2 0 3 0").busySince(before)).isEqualTo(0.5);
    assertThat(before.busySince(before)).isZero();
  }

  @Test
  void readsThisMachine() {
    assertThat(ProcessorTimes.of(0).busy()).isBetween(1L, ProcessorTimes.ofAll().busy());
  }
}
