package llmchat.gateway.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import llmchat.gateway.store.KeyHash;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import org.jspecify.annotations.Nullable;

/**
 * Slows down who guesses passwords: after five failures for one name from one address within a
 * minute, or twenty from one address, log-ins wait until that minute is over. A name is never
 * closed for other addresses, so nobody can lock out its owner, and it does not matter whether the
 * name exists. Counted in this process alone, bounded; any thread.
 */
final class LogInAttempts {
  static final int MAX_PER_NAME = 5;
  static final int MAX_PER_ADDRESS = 20;
  static final Duration WINDOW = Duration.ofMinutes(1);

  /** For log-ins that wait for others that run, of which nobody knows yet how they end. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final int SUBJECTS = 100_000;
  private static final Count NONE = new Count(0, 0, 0);

  private final LongSupplier nanoTime;
  private final Cache<KeyHash, Count> counts;

  /** Whether a log-in may be tried now. */
  public sealed interface Begun {}

  /**
   * Not now.
   *
   * @param limit what was reached, for the log and the metrics
   */
  public record TooMany(String limit, Duration retryAfter) implements Begun {}

  /** Failures since {@code since}, in nanoseconds, and log-ins that run. */
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
   * Counts from now on.
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

  /** Begins a log-in, which must be ended, unless there were too many. */
  public Begun begin(String name, InetAddress address) {
    String from = part(address);
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
   * Runs what checks a password, unless there were too many wrong ones before: then it fails with
   * {@link Failure.RateLimited}.
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

  /** One log-in that runs; exactly one of its methods ends it. */
  public final class Attempt implements Begun {
    private final Subject ofName;
    private final Subject ofAddress;

    private Attempt(Subject ofName, Subject ofAddress) {
      this.ofName = ofName;
      this.ofAddress = ofAddress;
    }

    /** The password was right: what was mistyped before it is forgotten. */
    public void succeeded() {
      change(ofName, count -> count.end().forget());
      change(ofAddress, Count::end);
    }

    /** Name and password were not right. */
    public void failed() {
      long now = nanoTime.getAsLong();
      change(ofName, count -> count.end().fail(now));
      change(ofAddress, count -> count.end().fail(now));
    }

    /** It could not be told. */
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

  /** Of IPv6 the first half: a subscriber has the other half for itself. */
  private static String part(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(
            address instanceof Inet6Address ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
  }
}
