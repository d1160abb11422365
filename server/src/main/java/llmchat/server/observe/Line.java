package llmchat.server.observe;

/** One log line in the making. */
sealed interface Line permits TextLine, JsonLine {
  void text(String name, String value);

  void number(String name, long value);

  void flag(String name, boolean value);

  /** A time in nanoseconds, written in milliseconds with three decimals. */
  void millis(String name, long nanos);

  /** Appends milliseconds with three decimals without making a double or a format. */
  static void appendMillis(StringBuilder line, long nanos) {
    long micros = Math.max(0, nanos) / 1000;
    line.append(micros / 1000).append('.');
    int rest = (int) (micros % 1000);
    line.append((char) ('0' + rest / 100))
        .append((char) ('0' + rest / 10 % 10))
        .append((char) ('0' + rest % 10));
  }
}
