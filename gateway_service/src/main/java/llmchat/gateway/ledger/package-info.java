/** What calls cost: reserved before, settled once after. */
@NullMarked
package llmchat.gateway.ledger;

import org.jspecify.annotations.NullMarked;
