/** From the name of a model to the target that answers. */
@NullMarked
package llmchat.llm.routing;

import org.jspecify.annotations.NullMarked;
