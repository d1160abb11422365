package llmchat.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrendTest {
  private final Trend trend = new Trend();

  @Test
  void sees4MegabytesInEachHour() {
    for (int minute = 0; minute < 60; minute++) {
      trend.add(TimeUnit.MINUTES.toNanos(minute), 200 + minute * 4 / 60.0);
    }
    assertThat(trend.risePerHour()).isCloseTo(4, within(1e-6));
  }

  @Test
  void forgetsTheFirstHalf() {
    for (int minute = 0; minute < 60; minute++) {
      trend.add(TimeUnit.MINUTES.toNanos(minute), minute < 30 ? 100 + minute : 150);
    }
    assertThat(trend.risePerHour()).isCloseTo(0, within(1e-6));
  }

  @Test
  void saysNothingOfTwoValues() {
    trend.add(0, 1);
    trend.add(1, 2);
    assertThat(trend.risePerHour()).isZero();
  }
}
