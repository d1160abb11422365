/** What the benchmark runs on, and whether that will do. */
@NullMarked
package llmchat.bench.machine;

import org.jspecify.annotations.NullMarked;
