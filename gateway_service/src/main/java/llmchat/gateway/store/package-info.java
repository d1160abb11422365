/** The database: its address, migrations and backups, and the threads that work on it. */
@NullMarked
package llmchat.gateway.store;

import org.jspecify.annotations.NullMarked;
