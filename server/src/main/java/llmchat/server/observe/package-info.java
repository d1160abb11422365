/** The log and the metrics. */
@NullMarked
package llmchat.server.observe;

import org.jspecify.annotations.NullMarked;
