/** JSON at byte level: reading the top-level fields of a body, and replacing single values. */
@NullMarked
package llmchat.llm.json;

import org.jspecify.annotations.NullMarked;
