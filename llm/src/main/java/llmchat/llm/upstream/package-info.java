/** Outbound HTTP: the one place that opens sockets to providers and inference services. */
@NullMarked
package llmchat.llm.upstream;

import org.jspecify.annotations.NullMarked;
