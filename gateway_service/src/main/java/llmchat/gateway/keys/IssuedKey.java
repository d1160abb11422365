package llmchat.gateway.keys;

import llmchat.gateway.store.KeyHash;
import llmchat.llm.Secret;

/**
 * A fresh API key or session token.
 *
 * @param text what its owner gets to see, once
 * @param hash what is stored
 * @param publicId names the key in lists and logs without giving it away
 * @param last4 the text's last four characters, for its owner to recognise it
 */
public record IssuedKey(Secret text, KeyHash hash, String publicId, String last4) {}
