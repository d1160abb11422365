/**
 * Reads a configuration from the command line, the environment, {@code .env} and a file. What there
 * is to configure is handed in as a {@link llmchat.server.config.ConfigSpec}; no setting but the
 * name of the file stands here.
 */
@NullMarked
package llmchat.server.config;

import org.jspecify.annotations.NullMarked;
