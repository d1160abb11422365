package llmchat.gateway.sessions;

/** How many sessions ended, as JSON. */
public record EndedSessions(int endedSessions) {}
