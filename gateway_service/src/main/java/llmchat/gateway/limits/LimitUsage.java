package llmchat.gateway.limits;

import java.time.Duration;

/**
 * How a subject stands under one limit.
 *
 * @param used calls that count now
 * @param reset until none of them does; zero if there are none
 */
public record LimitUsage(RateLimit limit, int used, Duration reset) {}
