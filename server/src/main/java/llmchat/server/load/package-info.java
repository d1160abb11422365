/** The pools that all callers of a service share. */
@NullMarked
package llmchat.server.load;

import org.jspecify.annotations.NullMarked;
