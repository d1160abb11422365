/** How services call other servers: time limits, connections, sizes. */
@NullMarked
package llmchat.server.outbound;

import org.jspecify.annotations.NullMarked;
