/**
 * Packs the page: its own files as they stand in the sources and, of each library, the few files
 * that it uses. No bundler and no minifier; runs at build time, and in {@code llm-chat dev}.
 */
@NullMarked
package llmchat.web.pack;

import org.jspecify.annotations.NullMarked;
