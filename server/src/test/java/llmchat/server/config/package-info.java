/** Tests of the configuration. */
@NullMarked
package llmchat.server.config;

import org.jspecify.annotations.NullMarked;
