/** The settings for calls to other servers: timeouts, connections, sizes. */
@NullMarked
package llmchat.server.outbound;

import org.jspecify.annotations.NullMarked;
