package llmchat.gateway.auth;

import java.time.Instant;

/**
 * A valid credential, as found in the database.
 *
 * @param userId its owner
 * @param proof what kind of credential it is
 * @param lastUsed accurate to a few minutes; 1970 if never used
 * @param endsAt when it expires; {@link Instant#MAX} if never
 */
public record Grant(String userId, Proof proof, Instant lastUsed, Instant endsAt) {}
