/** The gateways that are measured: how each is started, asked and watched. */
@NullMarked
package llmchat.bench.subject;

import org.jspecify.annotations.NullMarked;
