package llmchat.gateway.sessions;

import java.time.Instant;
import llmchat.llm.Secret;

/**
 * A session that has just started.
 *
 * @param token works wherever an API key does, until it expires or was idle too long; shown only
 *     once
 */
public record NewSession(Secret token, Instant expiresAt) {}
