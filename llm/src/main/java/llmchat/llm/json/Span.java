package llmchat.llm.json;

/** Bytes {@code [from, to)} of a body. */
public record Span(int from, int to) {}
