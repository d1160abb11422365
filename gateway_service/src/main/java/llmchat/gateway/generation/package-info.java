/** Answers in the making: owned by the server, followed by any number of readers. */
@NullMarked
package llmchat.gateway.generation;

import org.jspecify.annotations.NullMarked;
