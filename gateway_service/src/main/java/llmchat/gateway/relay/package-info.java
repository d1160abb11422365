/** The path of a model call through the gateway. */
@NullMarked
package llmchat.gateway.relay;

import org.jspecify.annotations.NullMarked;
