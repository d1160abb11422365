/** Generates the secrets that the services of a deployment share, in a folder or a cluster. */
@NullMarked
package llmchat.standalone.secrets;

import org.jspecify.annotations.NullMarked;
