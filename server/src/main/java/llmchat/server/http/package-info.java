/** The HTTP server of both services: connections, routes, bodies, errors, streams, health. */
@NullMarked
package llmchat.server.http;

import org.jspecify.annotations.NullMarked;
