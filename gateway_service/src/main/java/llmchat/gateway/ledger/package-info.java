/** The cost of calls: reserved before a call, settled once after it. */
@NullMarked
package llmchat.gateway.ledger;

import org.jspecify.annotations.NullMarked;
