/** Micro-benchmarks of the four functions that every call or chunk passes. */
@NullMarked
package llmchat.bench.hot;

import org.jspecify.annotations.NullMarked;
