/** Chats: their messages, the routes that read and change them, search, export and import. */
@NullMarked
package llmchat.gateway.chats;

import org.jspecify.annotations.NullMarked;
