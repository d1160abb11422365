/** The manners that both services share on the way in: routes, bodies, errors, replies, health. */
@NullMarked
package llmchat.server.http;

import org.jspecify.annotations.NullMarked;
