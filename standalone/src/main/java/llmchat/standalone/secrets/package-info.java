/** The secrets that the parts of a deployment share, made once: in a folder or in a cluster. */
@NullMarked
package llmchat.standalone.secrets;

import org.jspecify.annotations.NullMarked;
