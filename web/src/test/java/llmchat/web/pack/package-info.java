/** How the page is packed, from sources that a test writes. */
@NullMarked
package llmchat.web.pack;

import org.jspecify.annotations.NullMarked;
