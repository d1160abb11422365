/** A conversation as a model call: from turns to a request, from a reply to the text. */
@NullMarked
package llmchat.llm.chat;

import org.jspecify.annotations.NullMarked;
