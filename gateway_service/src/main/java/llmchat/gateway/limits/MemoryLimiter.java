package llmchat.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls in this process, for all event loops. There are no locks: concurrent calls of one
 * subject compare and set its state, and the loser tries again. Any thread.
 */
public final class MemoryLimiter implements Limiter {
  private final Window[] empty;
  private final LongSupplier millis;

  /** The windows of each subject, one per limit; the arrays are never modified. */
  private final Cache<String, AtomicReference<Window[]>> subjects;

  /**
   * For limits that apply together.
   *
   * @param millis a monotonic clock in milliseconds
   */
  public MemoryLimiter(List<RateLimit> limits, LongSupplier millis) {
    this.empty = limits.stream().map(Window::empty).toArray(Window[]::new);
    this.millis = millis;
    Duration longest =
        limits.stream().map(RateLimit::window).max(Duration::compareTo).orElse(Duration.ZERO);
    this.subjects =
        Caffeine.newBuilder()
            .ticker(() -> millis.getAsLong() * 1_000_000)
            .expireAfterAccess(longest.multipliedBy(2))
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Future<Admission> acquire(String subject) {
    return Future.succeededFuture(admit(subject));
  }

  /** As {@link #acquire}, without a future. */
  Admission admit(String subject) {
    AtomicReference<Window[]> state = subjects.get(subject, key -> new AtomicReference<>(empty));
    while (true) {
      Window[] before = state.get();
      Window[] after = new Window[before.length];
      long now = millis.getAsLong();
      for (int i = 0; i < before.length; i++) {
        Window current = before[i].at(now);
        if (current.full()) {
          return refused(current, now);
        }
        after[i] = current.plusOne();
      }
      if (state.compareAndSet(before, after)) {
        return admitted(after, now);
      }
    }
  }

  @Override
  public Future<List<LimitUsage>> usage(String subject) {
    return Future.succeededFuture(usageNow(subject));
  }

  /** As {@link #usage}, without a future. */
  List<LimitUsage> usageNow(String subject) {
    @Nullable AtomicReference<Window[]> state = subjects.getIfPresent(subject);
    long now = millis.getAsLong();
    return Stream.of(state == null ? empty : state.get())
        .map(window -> window.at(now))
        .map(window ->
            new LimitUsage(
                window.limit(),
                window.used(),
                Duration.ofMillis(window.used() == 0 ? 0 : window.millisUntilEmpty(now))))
        .toList();
  }

  private static Admission refused(Window window, long now) {
    return new Admission.Refused(
        window.limit(),
        Duration.ofMillis(window.millisUntilFree(now)),
        Duration.ofMillis(window.millisUntilEmpty(now)));
  }

  private static Admission admitted(Window[] windows, long now) {
    Window tightest = windows[0];
    for (Window window : windows) {
      if (window.remaining() < tightest.remaining()) {
        tightest = window;
      }
    }
    return new Admission.Admitted(
        tightest.limit(), tightest.remaining(), Duration.ofMillis(tightest.millisUntilEmpty(now)));
  }
}
