/** Model calls over HTTP: reading them from requests, recording them, writing the replies. */
@NullMarked
package llmchat.server.call;

import org.jspecify.annotations.NullMarked;
