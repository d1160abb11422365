/** The inference service: has the providers' keys and answers model calls on port 8000. */
@NullMarked
package llmchat.inference;

import org.jspecify.annotations.NullMarked;
