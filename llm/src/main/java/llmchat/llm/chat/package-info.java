/** Conversations as model calls: from turns to a request, from a reply to its text. */
@NullMarked
package llmchat.llm.chat;

import org.jspecify.annotations.NullMarked;
