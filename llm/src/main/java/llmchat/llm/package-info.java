/** Calls to language models: the call, the reply, the stream, the usage, the failure. */
@NullMarked
package llmchat.llm;

import org.jspecify.annotations.NullMarked;
