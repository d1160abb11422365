/** Tests of the command line. */
@NullMarked
package llmchat.standalone;

import org.jspecify.annotations.NullMarked;
