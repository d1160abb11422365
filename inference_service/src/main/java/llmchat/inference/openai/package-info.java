/** Providers that speak OpenAI's dialect: OpenAI itself and everybody who copied it. */
@NullMarked
package llmchat.inference.openai;

import org.jspecify.annotations.NullMarked;
