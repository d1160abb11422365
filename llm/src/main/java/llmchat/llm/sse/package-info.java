/** Server-sent events at byte level: from whatever a provider writes to the one form we send. */
@NullMarked
package llmchat.llm.sse;

import org.jspecify.annotations.NullMarked;
