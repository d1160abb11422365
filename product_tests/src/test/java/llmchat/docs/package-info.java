/** Tests that what we publish is true: the API document and its page, the guides, the metrics. */
@NullMarked
package llmchat.docs;

import org.jspecify.annotations.NullMarked;
