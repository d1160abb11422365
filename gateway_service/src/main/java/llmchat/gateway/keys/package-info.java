/** API keys: their form, their rows, and what their owner may do with them. */
@NullMarked
package llmchat.gateway.keys;

import org.jspecify.annotations.NullMarked;
