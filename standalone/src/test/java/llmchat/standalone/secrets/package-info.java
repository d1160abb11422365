/** Tests of the secrets of a deployment, with real files and a real HTTPS server. */
@NullMarked
package llmchat.standalone.secrets;

import org.jspecify.annotations.NullMarked;
