/** All configuration of both services: settings, their sources, models and routing. */
@NullMarked
package llmchat.llm.config;

import org.jspecify.annotations.NullMarked;
