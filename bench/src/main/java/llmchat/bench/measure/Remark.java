package llmchat.bench.measure;

/**
 * What a reader must know of a scenario and subject: that it was left out and why, or that the load
 * side was the bottleneck.
 */
public record Remark(String scenario, String subject, String text) {}
