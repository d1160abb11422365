/** The benchmark: one command that says how close to the limit the program is. */
@NullMarked
package llmchat.bench;

import org.jspecify.annotations.NullMarked;
