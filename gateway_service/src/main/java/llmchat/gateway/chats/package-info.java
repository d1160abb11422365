/** Conversations: what was said, by whom, in which chat. */
@NullMarked
package llmchat.gateway.chats;

import org.jspecify.annotations.NullMarked;
