/** What a client sees of the OpenAI front on the wire, and what the provider sees behind it. */
@NullMarked
package llmchat.wire;

import org.jspecify.annotations.NullMarked;
