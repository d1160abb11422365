/** All configuration of both services: settings, their sources, models and routing. */
@NullMarked
package llmchat.server.config;

import org.jspecify.annotations.NullMarked;
