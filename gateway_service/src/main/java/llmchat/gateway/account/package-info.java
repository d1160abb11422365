/** What the chat page shows of an account and lets its owner do with it. */
@NullMarked
package llmchat.gateway.account;

import org.jspecify.annotations.NullMarked;
