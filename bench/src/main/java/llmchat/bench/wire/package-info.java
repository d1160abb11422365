/** What load and upstream share: one event loop, with HTTP/1.1 read by Netty's decoders. */
@NullMarked
package llmchat.bench.wire;

import org.jspecify.annotations.NullMarked;
