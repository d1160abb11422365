/** A dialect of the tests' own, as unlike the others as possible: what a new one has to write. */
@NullMarked
package llmchat.gateway.relay.toy;

import org.jspecify.annotations.NullMarked;
