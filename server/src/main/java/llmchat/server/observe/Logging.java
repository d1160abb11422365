package llmchat.server.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.OutputStream;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.encoder.StreamingEncoder;
import org.slf4j.LoggerFactory;

/** Sets up the log of the process: destination, format and level. */
public final class Logging implements AutoCloseable {
  private final BatchingAppender appender;

  private Logging(BatchingAppender appender) {
    this.appender = appender;
  }

  /** Starts logging to the stream; replaces the previous setup. */
  public static Logging begin(LogFormat format, String level, OutputStream out) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    BatchingAppender appender = new BatchingAppender(encoder(context, format), out);
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    // Flyway would log an error before the one line that we print.
    context.getLogger("org.flywaydb").setLevel(Level.OFF);
    // While the database is unreachable, the pool would log a stack trace per attempt.
    context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
    context.getLogger("llmchat").setLevel(Level.toLevel(level, Level.INFO));
    return new Logging(appender);
  }

  private static StreamingEncoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
    if (format == LogFormat.JSON) {
      LogstashEncoder json = new LogstashEncoder();
      json.setContext(context);
      json.setIncludeMdc(false);
      json.start();
      return json;
    }
    return new TextEncoder();
  }

  /** The number of lines waiting to be written. */
  public int queued() {
    return appender.queued();
  }

  /** The number of lines dropped because they could not be written fast enough. */
  public long dropped() {
    return appender.dropped();
  }

  /** Writes all waiting lines and ends. Blocks. */
  @Override
  public void close() {
    appender.stop();
  }
}
