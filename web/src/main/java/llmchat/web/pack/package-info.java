/**
 * Packs the page: its own files as they are in the sources, and the files that it uses of each
 * library. There is no bundler and no minifier. Runs at build time, and in {@code llm-chat dev}.
 */
@NullMarked
package llmchat.web.pack;

import org.jspecify.annotations.NullMarked;
