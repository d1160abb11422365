@NullMarked
package llmchat.gateway.routing;

import org.jspecify.annotations.NullMarked;
