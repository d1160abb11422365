/** From a model to the inference services that answer for it. */
@NullMarked
package llmchat.gateway.routing;

import org.jspecify.annotations.NullMarked;
