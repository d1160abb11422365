/**
 * The chat page as its users have it: the real product behind it, a real browser before it. Where
 * there is no Chromium, these tests say so and are skipped.
 */
@NullMarked
package llmchat.page;

import org.jspecify.annotations.NullMarked;
