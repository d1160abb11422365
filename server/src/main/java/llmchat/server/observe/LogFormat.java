package llmchat.server.observe;

/** The format of log records. */
public enum LogFormat {
  /** Human-readable lines. */
  TEXT,
  /** One JSON object per line. */
  JSON
}
