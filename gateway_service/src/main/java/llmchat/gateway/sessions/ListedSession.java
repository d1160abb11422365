package llmchat.gateway.sessions;

import java.time.Instant;

/**
 * A log-in that is not over.
 *
 * @param lastSeen to within some minutes
 * @param current whether it is the one that asks
 */
record ListedSession(Instant createdAt, Instant lastSeen, Instant expiresAt, boolean current) {}
