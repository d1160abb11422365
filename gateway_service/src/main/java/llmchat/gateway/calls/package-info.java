/**
 * The path of a model call through the gateway, once for everybody: admitted, reserved, sent,
 * settled.
 */
@NullMarked
package llmchat.gateway.calls;

import org.jspecify.annotations.NullMarked;
