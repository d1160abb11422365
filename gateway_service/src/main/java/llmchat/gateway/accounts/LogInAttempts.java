package llmchat.gateway.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import llmchat.gateway.store.KeyHash;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.llm.Holder;
import org.jspecify.annotations.Nullable;

/**
 * Slows down password guessing: after five failures for one name from one address within a minute,
 * or twenty from one address, logins are refused until that minute is over. A name is never blocked
 * for other addresses, so nobody can lock out its owner. Names that do not exist are treated the
 * same. Counts are kept in this process only and are bounded. Any thread.
 */
final class LogInAttempts {
  static final int MAX_PER_NAME = 5;
  static final int MAX_PER_ADDRESS = 20;
  static final Duration WINDOW = Duration.ofMinutes(1);

  /** The retry delay while too many other logins are still in progress. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final int SUBJECTS = 100_000;
  private static final Count NONE = new Count(0, 0, 0);

  private final LongSupplier nanoTime;
  private final Cache<KeyHash, Count> counts;

  /** Whether a login may be attempted now. */
  public sealed interface Begun {}

  /**
   * Refused.
   *
   * @param limit the limit that was reached, for the log and the metrics
   */
  public record TooMany(String limit, Duration retryAfter) implements Begun {}

  /** Failures since {@code since}, in nanoseconds, and logins in progress. */
  private record Count(int failures, long since, int running) {
    Count at(long now) {
      return failures > 0 && now - since >= WINDOW.toNanos() ? new Count(0, 0, running) : this;
    }

    Count begin() {
      return new Count(failures, since, running + 1);
    }

    Count end() {
      return new Count(failures, since, Math.max(0, running - 1));
    }

    Count fail(long now) {
      return new Count(failures + 1, failures == 0 ? now : since, running);
    }

    Count forget() {
      return new Count(0, 0, running);
    }
  }

  private record Subject(KeyHash key, int most, String limit) {}

  /**
   * Without any attempts yet.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public LogInAttempts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(SUBJECTS)
            .expireAfterAccess(WINDOW.multipliedBy(2))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Begins an attempt, which must be ended, unless there were too many. */
  public Begun begin(String name, InetAddress address) {
    String from = Holder.address(address).toString();
    Subject ofName =
        new Subject(
            KeyHash.of(from + ' ' + name),
            MAX_PER_NAME,
            MAX_PER_NAME + " failed log-ins/minute for a name from an address");
    Subject ofAddress =
        new Subject(
            KeyHash.of(from),
            MAX_PER_ADDRESS,
            MAX_PER_ADDRESS + " failed log-ins/minute from an address");
    long now = nanoTime.getAsLong();
    for (Subject subject : List.of(ofName, ofAddress)) {
      Count count = count(subject.key).at(now);
      if (count.failures >= subject.most) {
        return new TooMany(subject.limit, WINDOW.minusNanos(now - count.since));
      }
      if (count.failures + count.running >= subject.most) {
        return new TooMany(subject.limit, SOON);
      }
    }
    change(ofName, Count::begin);
    change(ofAddress, Count::begin);
    return new Attempt(ofName, ofAddress);
  }

  /**
   * Runs a check of a password; fails with {@link Failure.RateLimited} after too many wrong ones.
   *
   * @param right whether an outcome means that the password was right
   */
  <T> Future<T> guard(
      String name, InetAddress address, Supplier<Future<T>> check, Predicate<T> right) {
    return switch (begin(name, address)) {
      case TooMany(String limit, Duration retryAfter) ->
          Future.failedFuture(new FailureException(new Failure.RateLimited(limit, retryAfter)));
      case Attempt attempt ->
          check
              .get()
              .onFailure(fault -> attempt.aborted())
              .onSuccess(outcome -> {
                if (right.test(outcome)) {
                  attempt.succeeded();
                } else {
                  attempt.failed();
                }
              });
    };
  }

  /** A login in progress; exactly one of its methods must end it. */
  public final class Attempt implements Begun {
    private final Subject ofName;
    private final Subject ofAddress;

    private Attempt(Subject ofName, Subject ofAddress) {
      this.ofName = ofName;
      this.ofAddress = ofAddress;
    }

    /** The password was right; earlier failures for the name are forgotten. */
    public void succeeded() {
      change(ofName, count -> count.end().forget());
      change(ofAddress, Count::end);
    }

    /** Name or password was wrong. */
    public void failed() {
      long now = nanoTime.getAsLong();
      change(ofName, count -> count.end().fail(now));
      change(ofAddress, count -> count.end().fail(now));
    }

    /** The password could not be checked. */
    public void aborted() {
      change(ofName, Count::end);
      change(ofAddress, Count::end);
    }
  }

  private Count count(KeyHash key) {
    @Nullable Count count = counts.getIfPresent(key);
    return count == null ? NONE : count;
  }

  private void change(Subject subject, UnaryOperator<Count> how) {
    long now = nanoTime.getAsLong();
    var _ =
        counts
            .asMap()
            .compute(subject.key, (key, count) -> how.apply(count == null ? NONE : count.at(now)));
  }
}
