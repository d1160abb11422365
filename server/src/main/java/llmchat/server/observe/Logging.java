package llmchat.server.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.OutputStream;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.encoder.StreamingEncoder;
import org.slf4j.LoggerFactory;

/** Sets up the process's log: where it goes, its form, its level. */
public final class Logging implements AutoCloseable {
  private final BatchingAppender appender;

  private Logging(BatchingAppender appender) {
    this.appender = appender;
  }

  /** Begins to log to the stream; replaces what was set up before. */
  public static Logging begin(LogFormat format, String level, OutputStream out) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    BatchingAppender appender = new BatchingAppender(encoder(context, format), out);
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    // It writes an error of its own before the one line that we print.
    context.getLogger("org.flywaydb").setLevel(Level.OFF);
    // While a database is away its pool would tell so with a trace for each attempt.
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

  /** Lines that wait to be written. */
  public int queued() {
    return appender.queued();
  }

  /** Lines dropped because they came faster than they could be written. */
  public long dropped() {
    return appender.dropped();
  }

  /** Writes what is waiting and ends. */
  @Override
  public void close() {
    appender.stop();
  }
}
