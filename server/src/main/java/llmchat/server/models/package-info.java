/**
 * The models and providers that the configuration describes, for both services: what {@code
 * providers:} and {@code models:} of the file and the settings say, put together.
 */
@NullMarked
package llmchat.server.models;

import org.jspecify.annotations.NullMarked;
