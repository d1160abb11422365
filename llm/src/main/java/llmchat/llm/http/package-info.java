/** The manners that both services share on the way in: routes, bodies, errors, replies, health. */
@NullMarked
package llmchat.llm.http;

import org.jspecify.annotations.NullMarked;
