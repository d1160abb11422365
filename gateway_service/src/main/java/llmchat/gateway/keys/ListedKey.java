package llmchat.gateway.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key in its owner's list: enough to recognise it, not to use it.
 *
 * @param begins its first characters; empty for an adopted key
 * @param ends its last four characters; empty for an adopted key that is very short
 * @param lastUsed accurate to a few minutes; empty if never used
 */
record ListedKey(
    String id,
    String name,
    String begins,
    String ends,
    Instant createdAt,
    Optional<Instant> lastUsed) {}
