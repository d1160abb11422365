/** Both services in one JVM, and the command line. */
@NullMarked
package llmchat.standalone;

import org.jspecify.annotations.NullMarked;
