/** Conversations: what was said, by whom, in which chat. */
@NullMarked
package llmchat.gateway.chat;

import org.jspecify.annotations.NullMarked;
