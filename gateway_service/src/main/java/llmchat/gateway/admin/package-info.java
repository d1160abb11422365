/** What is the operator's alone: the admin key and the metrics. */
@NullMarked
package llmchat.gateway.admin;

import org.jspecify.annotations.NullMarked;
