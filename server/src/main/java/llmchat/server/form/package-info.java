/** Request bodies with fields: forms and small JSON objects, validated as a whole. */
@NullMarked
package llmchat.server.form;

import org.jspecify.annotations.NullMarked;
