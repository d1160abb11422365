/** What both services are built on: HTTP, errors, configuration, logs and metrics. */
@NullMarked
package llmchat.server;

import org.jspecify.annotations.NullMarked;
