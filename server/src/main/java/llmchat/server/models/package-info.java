/**
 * The configured models and providers, for both services: the sections {@code providers:} and
 * {@code models:} of the file, combined with the settings.
 */
@NullMarked
package llmchat.server.models;

import org.jspecify.annotations.NullMarked;
