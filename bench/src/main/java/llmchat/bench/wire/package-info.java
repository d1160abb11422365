/** What load and upstream share: an event loop of their own and HTTP/1.1 framing at byte level. */
@NullMarked
package llmchat.bench.wire;

import org.jspecify.annotations.NullMarked;
