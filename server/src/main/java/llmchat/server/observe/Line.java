package llmchat.server.observe;

/** A log line to which fields are appended. */
sealed interface Line permits TextLine, JsonLine {
  void text(String name, String value);

  void number(String name, long value);

  void flag(String name, boolean value);

  /** Appends a duration in nanoseconds as milliseconds with three decimals. */
  void millis(String name, long nanos);

  /** Appends nanoseconds as milliseconds with three decimals, without a double or a formatter. */
  static void appendMillis(StringBuilder line, long nanos) {
    long micros = Math.max(0, nanos) / 1000;
    line.append(micros / 1000).append('.');
    int rest = (int) (micros % 1000);
    line.append((char) ('0' + rest / 100))
        .append((char) ('0' + rest / 10 % 10))
        .append((char) ('0' + rest % 10));
  }
}
