/** The database: its address, its migrations, and the few threads that may wait for it. */
@NullMarked
package llmchat.gateway.store;

import org.jspecify.annotations.NullMarked;
