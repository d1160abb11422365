/** What a call to a language model is: the call, the reply, the stream, the failure. */
@NullMarked
package llmchat.llm;

import org.jspecify.annotations.NullMarked;
