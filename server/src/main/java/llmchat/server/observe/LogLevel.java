package llmchat.server.observe;

/** The least important log record that is written. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG
}
