/** Authentication: from an API key or session to the caller. */
@NullMarked
package llmchat.gateway.auth;

import org.jspecify.annotations.NullMarked;
