/**
 * The dialects in which models are called: the list of them, and what our own first API has in
 * common with them.
 */
@NullMarked
package llmchat.llm.dialect;

import org.jspecify.annotations.NullMarked;
