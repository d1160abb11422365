/** People as rows of the database, and what a feature owes to an account that goes. */
@NullMarked
package llmchat.gateway.users;

import org.jspecify.annotations.NullMarked;
