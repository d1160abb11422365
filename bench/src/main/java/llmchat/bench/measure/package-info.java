/** What is measured, in which order, and the samples that come out. */
@NullMarked
package llmchat.bench.measure;

import org.jspecify.annotations.NullMarked;
