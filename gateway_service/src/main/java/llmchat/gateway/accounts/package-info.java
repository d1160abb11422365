/** People: sign-up, log-in, passwords, one's own account. */
@NullMarked
package llmchat.gateway.accounts;

import org.jspecify.annotations.NullMarked;
