/** The model's side of every run: answers of known bytes at known times. */
@NullMarked
package llmchat.bench.upstream;

import org.jspecify.annotations.NullMarked;
