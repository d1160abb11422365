package llmchat.bench.measure;

/**
 * One value that one round gave.
 *
 * @param scenario what was done, such as {@code json} or {@code streams-1000}
 * @param subject whom it was done to, such as {@code nginx}, {@code standalone} or {@code litellm}
 * @param measure what was read, with its unit, such as {@code cpu µs/call}
 * @param round from 1; nginx and the bare upstream are measured again before each subject, so a
 *     subject's sample is compared with those of theirs that stand last before it
 */
public record Sample(String scenario, String subject, String measure, int round, double value) {}
