package llmchat.server.observe;

/** How log records are written. */
public enum LogFormat {
  /** Lines for people. */
  TEXT,
  /** One JSON object per line. */
  JSON
}
