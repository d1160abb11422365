/**
 * Server-sent events at byte level: providers' streams, converted to the plain form for clients.
 */
@NullMarked
package llmchat.llm.sse;

import org.jspecify.annotations.NullMarked;
