/** The bodies of the first API: forms and small JSON objects, with every problem named. */
@NullMarked
package llmchat.server.form;

import org.jspecify.annotations.NullMarked;
