/** The whole product, started as an operator starts it and used over HTTP. */
@NullMarked
package llmchat.product;

import org.jspecify.annotations.NullMarked;
