package llmchat.server.observe;

/** The lowest level of log records that are written. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG
}
