/** HTTPS: the certificate and its key, where they are configured, and how a server shows them. */
@NullMarked
package llmchat.server.tls;

import org.jspecify.annotations.NullMarked;
