/** JSON at byte level: what a call says at its top, and how single values are replaced in it. */
@NullMarked
package llmchat.llm.json;

import org.jspecify.annotations.NullMarked;
