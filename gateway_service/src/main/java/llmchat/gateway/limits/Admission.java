package llmchat.gateway.limits;

import java.time.Duration;

/** What a limiter says. */
public sealed interface Admission {
  /** No limit applies. */
  record Unlimited() implements Admission {}

  /**
   * The call may go on.
   *
   * @param limit the tightest limit
   * @param remaining calls left in its window
   * @param reset until all of its calls are free again
   */
  record Admitted(RateLimit limit, int remaining, Duration reset) implements Admission {}

  /**
   * The call may not.
   *
   * @param limit the limit that was reached
   * @param retryAfter until a call is free
   */
  record Refused(RateLimit limit, Duration retryAfter, Duration reset) implements Admission {}
}
