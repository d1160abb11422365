/** The admin key, and the routes for administrators. */
@NullMarked
package llmchat.gateway.admin;

import org.jspecify.annotations.NullMarked;
