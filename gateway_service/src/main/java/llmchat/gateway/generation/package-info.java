/** Running answers: they belong to the server and have any number of readers. */
@NullMarked
package llmchat.gateway.generation;

import org.jspecify.annotations.NullMarked;
