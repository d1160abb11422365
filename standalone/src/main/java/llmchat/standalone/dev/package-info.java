/** Development: compiles and restarts the services in one JVM whenever a source file is saved. */
@NullMarked
package llmchat.standalone.dev;

import org.jspecify.annotations.NullMarked;
