package llmchat.bench.measure;

/**
 * One value that one round gave.
 *
 * @param scenario what was done, such as {@code json} or {@code streams-1000}
 * @param subject whom it was done to, such as {@code nginx}, {@code standalone} or {@code litellm}
 * @param measure what was read, with its unit, such as {@code cpu µs/call}
 * @param round from 1; samples of one scenario and round are compared with each other only
 */
public record Sample(String scenario, String subject, String measure, int round, double value) {}
