/** The list of dialects, and the form of our own first API. */
@NullMarked
package llmchat.llm.dialect;

import org.jspecify.annotations.NullMarked;
