package llmchat.gateway.limits;

import io.netty.util.AsciiString;
import io.vertx.core.Future;
import java.time.Duration;
import llmchat.gateway.auth.Caller;
import llmchat.llm.Failure;
import llmchat.llm.FailureException;
import llmchat.server.http.Exchange;

/** Counts calls against the limits, and sets the {@code x-ratelimit-*} headers. */
public final class AdmissionCheck {
  private static final AsciiString LIMIT = AsciiString.cached("x-ratelimit-limit-requests");
  private static final AsciiString REMAINING = AsciiString.cached("x-ratelimit-remaining-requests");
  private static final AsciiString RESET = AsciiString.cached("x-ratelimit-reset-requests");

  private final Limiter limiter;

  /** With the limiter of one event loop. */
  public AdmissionCheck(Limiter limiter) {
    this.limiter = limiter;
  }

  /** Fails with {@link Failure.RateLimited} over a limit; administrators are not limited. */
  public Future<Void> admit(Exchange exchange, Caller caller) {
    if (caller.isAdmin()) {
      return Future.succeededFuture();
    }
    return limiter.acquire(caller.userId()).compose(admission -> answer(exchange, admission));
  }

  private static Future<Void> answer(Exchange exchange, Admission admission) {
    return switch (admission) {
      case Admission.Unlimited _ -> Future.succeededFuture();
      case Admission.Admitted(var limit, int remaining, Duration reset) -> {
        headers(exchange, limit.calls(), remaining, reset);
        yield Future.succeededFuture();
      }
      case Admission.Refused(var limit, Duration retryAfter, Duration reset) -> {
        headers(exchange, limit.calls(), 0, reset);
        yield Future.failedFuture(
            new FailureException(new Failure.RateLimited(limit.toString(), retryAfter)));
      }
    };
  }

  private static void headers(Exchange exchange, int limit, int remaining, Duration reset) {
    exchange.putHeader(LIMIT, Integer.toString(limit));
    exchange.putHeader(REMAINING, Integer.toString(remaining));
    exchange.putHeader(RESET, text(reset));
  }

  /** In the format of Go and OpenAI: {@code 850ms}, {@code 12s}, {@code 6m0s}, {@code 1h2m0s}. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return Math.max(0, millis) + "ms";
    }
    long seconds = (millis + 999) / 1000;
    StringBuilder text = new StringBuilder(12);
    if (seconds >= 3600) {
      text.append(seconds / 3600).append('h');
    }
    if (seconds >= 60) {
      text.append(seconds / 60 % 60).append('m');
    }
    return text.append(seconds % 60).append('s').toString();
  }
}
