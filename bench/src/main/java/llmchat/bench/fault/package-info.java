/** What each gateway does when its upstream or its client fails. */
@NullMarked
package llmchat.bench.fault;

import org.jspecify.annotations.NullMarked;
