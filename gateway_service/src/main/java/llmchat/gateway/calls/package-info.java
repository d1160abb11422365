/** The path of every model call through the gateway: admitted, reserved, sent, settled. */
@NullMarked
package llmchat.gateway.calls;

import org.jspecify.annotations.NullMarked;
