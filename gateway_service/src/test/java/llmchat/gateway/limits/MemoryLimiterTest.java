package llmchat.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimiterTest {
  private static final RateLimit FIVE_A_MINUTE = new RateLimit(5, Duration.ofMinutes(1));
  private static final RateLimit SEVEN_A_SECOND = new RateLimit(7, Duration.ofSeconds(1));
  private static final RateLimit TEN_AN_HOUR = new RateLimit(10, Duration.ofHours(1));

  private final AtomicLong now = new AtomicLong(1_000_000_007);

  @Test
  void refusesTheSixthCallInAMinute() {
    MemoryLimiter limiter = limiter(FIVE_A_MINUTE);
    for (int left = 4; left >= 0; left--) {
      assertThat(limiter.admit("ann"))
          .isInstanceOfSatisfying(
              Admission.Admitted.class,
              admitted -> assertThat(admitted.limit()).isEqualTo(FIVE_A_MINUTE));
      now.addAndGet(10);
    }
    assertThat(limiter.admit("ann")).isInstanceOf(Admission.Refused.class);
    assertThat(limiter.admit("ben")).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void freesACallWhenItSaysSoAndNotBefore() {
    MemoryLimiter limiter = limiter(new RateLimit(1, Duration.ofMinutes(1)));
    limiter.admit("ann");
    Admission.Refused refused = (Admission.Refused) limiter.admit("ann");
    assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(61));

    now.addAndGet(refused.retryAfter().toMillis() - 1);
    assertThat(limiter.admit("ann")).isInstanceOf(Admission.Refused.class);
    now.addAndGet(1);
    assertThat(limiter.admit("ann")).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void forgetsEverythingAfterALongSilence() {
    MemoryLimiter limiter = limiter(FIVE_A_MINUTE);
    for (int call = 0; call < 5; call++) {
      limiter.admit("ann");
    }
    now.addAndGet(Duration.ofDays(30).toMillis());
    assertThat(limiter.admit("ann"))
        .isInstanceOfSatisfying(
            Admission.Admitted.class, admitted -> assertThat(admitted.remaining()).isEqualTo(4));
  }

  /** The monotonic clock of a JVM may begin anywhere, also below zero. */
  @Test
  void countsAtTimesBelowZero() {
    now.set(-5_000_000_123L);
    MemoryLimiter limiter = limiter(FIVE_A_MINUTE);
    for (int call = 0; call < 5; call++) {
      assertThat(limiter.admit("ann")).isInstanceOf(Admission.Admitted.class);
    }
    Admission.Refused refused = (Admission.Refused) limiter.admit("ann");
    assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(61));
    now.addAndGet(refused.retryAfter().toMillis());
    assertThat(limiter.admit("ann")).isInstanceOf(Admission.Admitted.class);
  }

  /** A brute-force model: every admitted call with its time. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void admitsNeverMoreThanEachLimitAndRefusesNobodyWithoutNeed(long seed) {
    Random random = new Random(seed);
    List<RateLimit> limits =
        List.of(SEVEN_A_SECOND, FIVE_A_MINUTE, TEN_AN_HOUR)
            .subList((int) (seed % 2), (int) (seed % 2) + 1 + (int) (seed % 3 % 2));
    MemoryLimiter limiter = new MemoryLimiter(limits, now::get);
    Deque<Long> admittedAt = new ArrayDeque<>();
    long longest = limits.stream().mapToLong(limit -> limit.window().toMillis()).max().orElse(0);

    for (int call = 0; call < 20_000; call++) {
      now.addAndGet(step(random, longest));
      switch (limiter.admit("ann")) {
        case Admission.Admitted(var limit, int remaining, Duration reset) -> {
          admittedAt.addLast(now.get());
          for (RateLimit each : limits) {
            assertThat(within(admittedAt, each.window().toMillis()))
                .isLessThanOrEqualTo(each.calls());
          }
          assertThat(limit).isIn(limits);
          assertThat(remaining).isBetween(0, limit.calls() - 1);
          assertThat(reset).isPositive();
        }
        case Admission.Refused(var limit, Duration retryAfter, Duration reset) -> {
          // A call counts for as long as its slot and the sixty after it.
          assertThat(within(admittedAt, (Window.SLOTS + 1) * Window.slotMillis(limit)))
              .isGreaterThanOrEqualTo(limit.calls());
          assertThat(retryAfter).isPositive().isLessThanOrEqualTo(reset);
        }
        case Admission.Unlimited() -> throw new AssertionError("there is a limit");
      }
      while (!admittedAt.isEmpty() && admittedAt.peekFirst() < now.get() - 2 * longest) {
        admittedAt.removeFirst();
      }
    }
  }

  @Test
  void admitsExactlyTheLimitToManyThreadsAtOnce() throws Exception {
    MemoryLimiter limiter = limiter(new RateLimit(1_000, Duration.ofHours(1)));
    AtomicInteger admitted = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int thread = 0; thread < 4; thread++) {
        threads.execute(() -> {
          for (int call = 0; call < 1_000; call++) {
            if (limiter.admit("ann") instanceof Admission.Admitted) {
              admitted.incrementAndGet();
            }
          }
        });
      }
    }
    assertThat(admitted).hasValue(1_000);
  }

  private MemoryLimiter limiter(RateLimit limit) {
    return new MemoryLimiter(List.of(limit), now::get);
  }

  /** Bursts, gaps about as long as it takes to free a call, and now and then a long silence. */
  static long step(Random random, long window) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> 0;
      case 4, 5, 6 -> random.nextLong(Math.max(1, window / 60));
      case 7, 8 -> random.nextLong(Math.max(1, window / 4));
      default ->
          random.nextInt(20) == 0 ? random.nextLong(3 * window) : random.nextLong(window / 2);
    };
  }

  private long within(Deque<Long> times, long window) {
    return times.stream().filter(time -> time > now.get() - window).count();
  }
}
