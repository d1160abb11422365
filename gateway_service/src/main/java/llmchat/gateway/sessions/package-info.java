/** Sessions: their rows, their cookie, their lifetime, and how one ends them. */
@NullMarked
package llmchat.gateway.sessions;

import org.jspecify.annotations.NullMarked;
