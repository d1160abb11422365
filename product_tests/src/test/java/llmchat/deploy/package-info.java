/**
 * Judges the files that deploy the product, without deploying them: what a careful reader would.
 */
@NullMarked
package llmchat.deploy;

import org.jspecify.annotations.NullMarked;
