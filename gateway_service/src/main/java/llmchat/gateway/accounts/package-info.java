/** User accounts: sign-up, login, passwords, and the caller's own account. */
@NullMarked
package llmchat.gateway.accounts;

import org.jspecify.annotations.NullMarked;
