/** Routing of models to inference services. */
@NullMarked
package llmchat.gateway.routing;

import org.jspecify.annotations.NullMarked;
