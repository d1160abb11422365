/** The chat page as it was packed at build time; who serves it reads it here. */
@NullMarked
package llmchat.web;

import org.jspecify.annotations.NullMarked;
