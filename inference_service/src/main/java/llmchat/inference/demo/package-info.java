/** The built-in demo model, which needs neither a key nor a network. */
@NullMarked
package llmchat.inference.demo;

import org.jspecify.annotations.NullMarked;
