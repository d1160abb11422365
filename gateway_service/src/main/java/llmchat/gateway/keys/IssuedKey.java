package llmchat.gateway.keys;

import llmchat.gateway.store.KeyHash;
import llmchat.llm.Secret;

/**
 * A new API key or session token.
 *
 * @param text the key itself, shown to its owner once
 * @param hash the form in which it is stored
 * @param publicId identifies the key in lists and logs without revealing it
 * @param last4 its last four characters, by which its owner recognises it
 */
public record IssuedKey(Secret text, KeyHash hash, String publicId, String last4) {}
