@NullMarked
package llmchat.gateway.limits;

import org.jspecify.annotations.NullMarked;
