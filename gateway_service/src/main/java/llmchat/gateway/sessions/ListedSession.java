package llmchat.gateway.sessions;

import java.time.Instant;

/**
 * A session that has not ended, in its owner's list.
 *
 * @param lastSeen accurate to a few minutes
 * @param current whether the request uses this session
 */
record ListedSession(Instant createdAt, Instant lastSeen, Instant expiresAt, boolean current) {}
