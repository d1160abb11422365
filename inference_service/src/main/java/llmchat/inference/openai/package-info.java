/** Providers that speak OpenAI's dialects: OpenAI itself and compatible servers. */
@NullMarked
package llmchat.inference.openai;

import org.jspecify.annotations.NullMarked;
