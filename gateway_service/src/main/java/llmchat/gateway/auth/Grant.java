package llmchat.gateway.auth;

import java.time.Instant;

/**
 * What a good credential says.
 *
 * @param userId whose it is
 * @param proof what kind of credential it is
 * @param lastUsed to within some minutes; 1970 if it never was
 * @param endsAt from when on it is no longer good; {@link Instant#MAX} if it has no end
 */
public record Grant(String userId, Proof proof, Instant lastUsed, Instant endsAt) {}
