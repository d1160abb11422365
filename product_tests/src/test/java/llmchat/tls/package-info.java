/** HTTPS and HTTP/2 on real sockets, and proxies in front of the gateway. */
@NullMarked
package llmchat.tls;

import org.jspecify.annotations.NullMarked;
