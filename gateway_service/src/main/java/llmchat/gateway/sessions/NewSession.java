package llmchat.gateway.sessions;

import java.time.Instant;
import llmchat.llm.Secret;

/**
 * A session that has just begun.
 *
 * @param token works wherever an API key does, until it expires or is idle; shown this once
 */
public record NewSession(Secret token, Instant expiresAt) {}
