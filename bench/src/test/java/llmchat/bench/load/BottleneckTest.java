package llmchat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BottleneckTest {
  @Test
  void theLoadIsTheLimitIfItsCoreIsFullAndTheSubjectsIsNot() {
    assertThat(new Bottleneck(0.99, 0.70).loadWasTheLimit()).isTrue();
  }

  @Test
  void aSubjectThatIsFullIsItsOwnLimit() {
    assertThat(new Bottleneck(0.99, 0.97).loadWasTheLimit()).isFalse();
  }

  @Test
  void ifNobodyIsFullTheLoadIsNotTheLimit() {
    assertThat(new Bottleneck(0.60, 0.70).loadWasTheLimit()).isFalse();
  }

  @Test
  void comparesWhatTheCoreDidBetweenTwoReadings() {
    var before = CoreTimes.parse("cpu0 100 0 50 800 10 0 5 0 0 0");
    var after = CoreTimes.parse("cpu0 180 5 60 820 10 1 7 2 80 0");
    var found = Bottleneck.between(before, after, Duration.ofMillis(600), Duration.ofMillis(1_200));
    assertThat(found.load()).isCloseTo(100.0 / 120, within(1e-9));
    assertThat(found.subject()).isCloseTo(0.5, within(1e-9));
    assertThat(found)
        .hasToString("not limited by the load: load's core 83 % busy, subject 50 % of its core");
  }

  @Test
  void readsTheProcessorsOfThisMachine() {
    var core = CoreTimes.now(0);
    assertThat(core.busy()).isPositive();
    assertThat(CoreTimes.now(0).busySince(core)).isBetween(0.0, 1.0);
    assertThatThrownBy(() -> CoreTimes.now(100_000))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no processor 100000");
  }
}
