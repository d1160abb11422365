/** The public side: everything between a user's key and a model call, on port 8001. */
@NullMarked
package llmchat.gateway;

import org.jspecify.annotations.NullMarked;
