/** Sessions: their rows, cookie and lifetime, and the routes that list and end them. */
@NullMarked
package llmchat.gateway.sessions;

import org.jspecify.annotations.NullMarked;
