/** What both services stand on: HTTP, errors, configuration, log and metrics. */
@NullMarked
package llmchat.server;

import org.jspecify.annotations.NullMarked;
