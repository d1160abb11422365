/** The chat API: chats as a resource, for the page and for anyone with a key. */
@NullMarked
package llmchat.gateway.chatapi;

import org.jspecify.annotations.NullMarked;
