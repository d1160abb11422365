package llmchat.bench.hot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import llmchat.llm.Usage;
import llmchat.server.http.Exchange;
import llmchat.server.observe.LogFormat;
import llmchat.server.observe.RequestLog;
import llmchat.server.observe.TextEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.LoggerFactory;

/**
 * From an exchange that ended to its line's bytes. What the event loop does and what the log's
 * writer does are done in one thread here, without the queue between them.
 */
@State(Scope.Benchmark)
public class LogLine {
  private final RequestLog log = new RequestLog(LogFormat.TEXT, false, System::nanoTime);
  private final LastLine last = new LastLine();
  private final CapturedExchange captured;

  /** Takes the process's log, as the product does when it starts; blocks. */
  public LogLine() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    last.setContext(context);
    last.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(last);
    root.setLevel(Level.WARN);
    context.getLogger("llmchat").setLevel(Level.INFO);
    captured = CapturedExchange.of(LogLine::answer);
  }

  private static void answer(Exchange exchange) {
    exchange.notes().caller("usr_7Hq2mX9aVbKd");
    exchange.notes().call("gpt-4o-mini", false);
    exchange.notes().dispatched(exchange.begun() + 90_000);
    exchange.notes().answered(exchange.begun() + 1_500_000);
    exchange.notes().usage(Usage.reported(31, 17));
    exchange.send(200, Buffer.buffer("{}"));
  }

  /** What every call does when it is over. */
  @Benchmark
  public ByteArrayOutputStream write() {
    log.ended(captured.exchange());
    return last.bytes;
  }

  /** Gives everything back; blocks. */
  @TearDown
  public void close() throws IOException {
    captured.close();
    last.stop();
  }

  private static final class LastLine extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final TextEncoder encoder = new TextEncoder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

    @Override
    protected void append(ILoggingEvent event) {
      bytes.reset();
      try {
        encoder.encode(event, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
