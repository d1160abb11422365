/** HTTPS: the certificate and its key, their settings, and the TLS options of a server. */
@NullMarked
package llmchat.server.tls;

import org.jspecify.annotations.NullMarked;
