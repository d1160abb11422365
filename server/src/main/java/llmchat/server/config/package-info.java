/**
 * Reads a configuration from the command line, the environment, {@code .env} and a file. The
 * settings themselves are declared elsewhere, in a {@link llmchat.server.config.ConfigSpec}.
 */
@NullMarked
package llmchat.server.config;

import org.jspecify.annotations.NullMarked;
