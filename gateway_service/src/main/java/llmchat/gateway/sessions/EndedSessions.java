package llmchat.gateway.sessions;

/** The number of sessions that a request ended, in responses. */
public record EndedSessions(int endedSessions) {}
