/** The routes that relay model calls byte for byte, such as {@code /v1/chat/completions}. */
@NullMarked
package llmchat.gateway.relay;

import org.jspecify.annotations.NullMarked;
