/** The rows of users, and how features remove the rows of a deleted account. */
@NullMarked
package llmchat.gateway.users;

import org.jspecify.annotations.NullMarked;
