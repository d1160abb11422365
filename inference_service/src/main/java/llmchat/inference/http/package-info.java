/** The HTTP API of the inference service. */
@NullMarked
package llmchat.inference.http;

import org.jspecify.annotations.NullMarked;
