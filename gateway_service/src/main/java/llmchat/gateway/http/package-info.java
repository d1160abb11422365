/** The gateway's HTTP server: its routes, its documents, its start and stop. */
@NullMarked
package llmchat.gateway.http;

import org.jspecify.annotations.NullMarked;
