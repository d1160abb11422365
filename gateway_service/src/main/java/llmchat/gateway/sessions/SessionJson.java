package llmchat.gateway.sessions;

import java.util.List;

/** A session in responses; times are in milliseconds since 1970. */
record SessionJson(long createdAt, long lastSeen, long expiresAt, boolean current) {

  static SessionJson of(ListedSession session) {
    return new SessionJson(
        session.createdAt().toEpochMilli(),
        session.lastSeen().toEpochMilli(),
        session.expiresAt().toEpochMilli(),
        session.current());
  }

  /** All sessions of a user. */
  record All(List<SessionJson> sessions) {
    static All of(List<ListedSession> sessions) {
      return new All(sessions.stream().map(SessionJson::of).toList());
    }
  }
}
