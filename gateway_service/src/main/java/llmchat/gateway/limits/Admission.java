package llmchat.gateway.limits;

import java.time.Duration;

/** The decision of a limiter about one call. */
public sealed interface Admission {
  /** No limit applies. */
  record Unlimited() implements Admission {}

  /**
   * The call is admitted and counted.
   *
   * @param limit the limit with the fewest calls left
   * @param remaining calls left under that limit
   * @param reset time until no call counts any more
   */
  record Admitted(RateLimit limit, int remaining, Duration reset) implements Admission {}

  /**
   * The call is refused.
   *
   * @param limit the limit that was reached
   * @param retryAfter time until a call is possible again
   * @param reset time until no call counts any more
   */
  record Refused(RateLimit limit, Duration retryAfter, Duration reset) implements Admission {}
}
