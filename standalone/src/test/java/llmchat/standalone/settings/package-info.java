/** The configuration of the whole program: every setting, as operators write them. */
@NullMarked
package llmchat.standalone.settings;

import org.jspecify.annotations.NullMarked;
