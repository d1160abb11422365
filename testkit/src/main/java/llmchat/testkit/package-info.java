/** Real and scripted counterparts for tests: upstream, databases, booted services. */
@NullMarked
package llmchat.testkit;

import org.jspecify.annotations.NullMarked;
