/** The API page: {@code /docs} and {@code /openapi.json}. */
@NullMarked
package llmchat.gateway.docs;

import org.jspecify.annotations.NullMarked;
