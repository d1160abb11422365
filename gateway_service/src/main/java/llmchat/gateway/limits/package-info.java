/** How many calls a user may make: one limiter in memory, one that gateways share. */
@NullMarked
package llmchat.gateway.limits;

import org.jspecify.annotations.NullMarked;
