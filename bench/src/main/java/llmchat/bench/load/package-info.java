/** The load: calls and streams sent by few sockets' worth of code, and what came of them. */
@NullMarked
package llmchat.bench.load;

import org.jspecify.annotations.NullMarked;
