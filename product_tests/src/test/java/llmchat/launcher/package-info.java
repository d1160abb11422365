/**
 * Tests of the launcher: the real script, in a small project with Java and Maven played by scripts.
 */
@NullMarked
package llmchat.launcher;

import org.jspecify.annotations.NullMarked;
