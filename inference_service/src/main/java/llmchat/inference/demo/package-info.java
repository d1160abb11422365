/** The built-in demo model: needs no key and no network, and says so. */
@NullMarked
package llmchat.inference.demo;

import org.jspecify.annotations.NullMarked;
