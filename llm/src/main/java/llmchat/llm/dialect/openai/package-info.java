/** OpenAI's dialects: chat, completions and embeddings, for clients and providers. */
@NullMarked
package llmchat.llm.dialect.openai;

import org.jspecify.annotations.NullMarked;
