/** Rate limits per user, counted in memory or shared by gateways in Redis. */
@NullMarked
package llmchat.gateway.limits;

import org.jspecify.annotations.NullMarked;
