/** Model calls over HTTP: read from a request, watched until they end, answered. */
@NullMarked
package llmchat.server.call;

import org.jspecify.annotations.NullMarked;
