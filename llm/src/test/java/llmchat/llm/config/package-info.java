/** Tests of the configuration. */
@NullMarked
package llmchat.llm.config;

import org.jspecify.annotations.NullMarked;
