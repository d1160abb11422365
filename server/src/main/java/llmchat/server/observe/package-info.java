/** Watching without acting: the request log, the metrics, the health. */
@NullMarked
package llmchat.server.observe;

import org.jspecify.annotations.NullMarked;
