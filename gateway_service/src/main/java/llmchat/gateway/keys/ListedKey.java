package llmchat.gateway.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key as its owner sees it later: enough to recognise it, not to use it.
 *
 * @param begins its first characters; empty for an adopted key, of another form
 * @param ends its last four characters; empty for an adopted key that is very short
 * @param lastUsed to within some minutes; empty if it never was
 */
record ListedKey(
    String id,
    String name,
    String begins,
    String ends,
    Instant createdAt,
    Optional<Instant> lastUsed) {}
