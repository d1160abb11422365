package llmchat.gateway.limits;

import java.time.Duration;

/**
 * The usage of one limit by one subject.
 *
 * @param used number of calls that count now
 * @param reset time until none of them counts; zero if there are none
 */
public record LimitUsage(RateLimit limit, int used, Duration reset) {}
