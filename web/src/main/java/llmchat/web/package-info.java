/** The chat page as packed at build time, for the service that serves it. */
@NullMarked
package llmchat.web;

import org.jspecify.annotations.NullMarked;
