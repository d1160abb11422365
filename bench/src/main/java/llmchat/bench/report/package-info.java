/** Tables and plots of the samples. */
@NullMarked
package llmchat.bench.report;

import org.jspecify.annotations.NullMarked;
