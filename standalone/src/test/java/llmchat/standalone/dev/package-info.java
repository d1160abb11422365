/** Tests of reloading in development. */
@NullMarked
package llmchat.standalone.dev;

import org.jspecify.annotations.NullMarked;
