/** Watching without acting: the request log, the metrics, the health. */
@NullMarked
package llmchat.llm.observe;

import org.jspecify.annotations.NullMarked;
