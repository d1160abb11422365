/** The chat page, served from memory. */
@NullMarked
package llmchat.gateway.page;

import org.jspecify.annotations.NullMarked;
