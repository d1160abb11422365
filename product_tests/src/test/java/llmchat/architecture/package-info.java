/** The rules of the architecture as tests, for what is not looked at rots silently. */
@NullMarked
package llmchat.architecture;

import org.jspecify.annotations.NullMarked;
