package llmchat.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
  private static final RateLimit TWO_A_MINUTE = new RateLimit(2, Duration.ofMinutes(1));

  @Test
  void isFullAfterAsManyCallsAsTheLimitHas() {
    Window window = Window.empty(TWO_A_MINUTE).at(5_000);
    assertThat(window.full()).isFalse();
    assertThat(window.remaining()).isEqualTo(2);
    Window full = window.plusOne().plusOne();
    assertThat(full.full()).isTrue();
    assertThat(full.remaining()).isZero();
    assertThat(window.full()).as("windows are values").isFalse();
  }

  @Test
  void countsACallUntilItsWholeSlotIsAWindowAgo() {
    Window window = Window.empty(TWO_A_MINUTE).at(5_400).plusOne();

    // The slot is the second from 5,000 ms; its last moment is a minute ago at 66,000 ms.
    assertThat(window.at(65_999).remaining()).isEqualTo(1);
    assertThat(window.at(66_000).remaining()).isEqualTo(2);
    assertThat(window.millisUntilEmpty(5_400)).isEqualTo(60_600);
  }

  @Test
  void staysAsItIsWhenTheClockGoesBack() {
    Window window = Window.empty(TWO_A_MINUTE).at(500_000).plusOne().plusOne();

    assertThat(window.at(499_000).full()).isTrue();
    assertThat(window.at(499_000).at(561_000).remaining()).isEqualTo(2);
  }

  @Test
  void takesSlotsThatNeverAddUpToLessThanTheWindow() {
    assertThat(Window.slotMillis(new RateLimit(1, Duration.ofSeconds(1)))).isEqualTo(17);
    assertThat(Window.slotMillis(TWO_A_MINUTE)).isEqualTo(1_000);
    assertThat(Window.slotMillis(new RateLimit(1, Duration.ofDays(366)))).isEqualTo(527_040_000);
  }

  /** Compared with a plain list of the slots of all calls. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void agreesWithAListOfAllCalls(long seed) {
    Random random = new Random(seed);
    RateLimit limit = new RateLimit(1 + random.nextInt(9), Duration.ofSeconds(1 + seed * 13));
    long slot = Window.slotMillis(limit);
    List<Long> slots = new ArrayList<>();
    Window window = Window.empty(limit);
    long now = 1_700_000_000_000L;
    for (int i = 0; i < 5_000; i++) {
      now += MemoryLimiterTest.step(random, limit.window().toMillis());
      long current = now / slot;
      slots.removeIf(s -> s < current - Window.SLOTS);
      window = window.at(now);
      assertThat(window.remaining()).isEqualTo(Math.max(0, limit.calls() - slots.size()));
      if (window.full()) {
        long frees = slots.get(slots.size() - limit.calls());
        assertThat(window.millisUntilFree(now)).isEqualTo((frees + Window.SLOTS + 1) * slot - now);
      } else {
        window = window.plusOne();
        slots.add(current);
      }
      assertThat(window.millisUntilEmpty(now))
          .isEqualTo((slots.getLast() + Window.SLOTS + 1) * slot - now);
    }
  }
}
