/** OpenAI's dialect: chat, completions and embeddings, from both sides. */
@NullMarked
package llmchat.llm.dialect.openai;

import org.jspecify.annotations.NullMarked;
