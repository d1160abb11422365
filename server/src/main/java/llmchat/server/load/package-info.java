/** What all callers of a service share, each pool with its bounds, in one list. */
@NullMarked
package llmchat.server.load;

import org.jspecify.annotations.NullMarked;
