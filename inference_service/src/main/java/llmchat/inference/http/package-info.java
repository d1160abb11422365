/** What the inference service answers over HTTP. */
@NullMarked
package llmchat.inference.http;

import org.jspecify.annotations.NullMarked;
