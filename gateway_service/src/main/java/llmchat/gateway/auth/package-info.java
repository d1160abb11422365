/** Who is calling: sign-up, log-in, API keys, sessions and their checks. */
@NullMarked
package llmchat.gateway.auth;

import org.jspecify.annotations.NullMarked;
