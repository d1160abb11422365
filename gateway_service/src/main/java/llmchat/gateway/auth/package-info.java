/** From a key or a session to the caller behind it. */
@NullMarked
package llmchat.gateway.auth;

import org.jspecify.annotations.NullMarked;
