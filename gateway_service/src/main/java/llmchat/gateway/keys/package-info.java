/** API keys: their format, their rows, and the routes by which owners manage them. */
@NullMarked
package llmchat.gateway.keys;

import org.jspecify.annotations.NullMarked;
