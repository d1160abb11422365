package llmchat.server.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import net.logstash.logback.encoder.StreamingEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of lines when the log is slow, stuck, or ends. */
@Timeout(60)
class BatchingAppenderTest {
  private static final int MOST_WAITING = 65_536;

  private final LoggerContext context = new LoggerContext();
  private final Pipe pipe = new Pipe();

  /** Takes nothing until it is opened, as a pipe does whose reader has stopped. */
  private static final class Pipe extends OutputStream {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int writes;

    @Override
    public void write(int b) {
      throw new AssertionError("lines are written many at once");
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
      reached.countDown();
      try {
        opened.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      writes++;
      bytes.write(some, offset, length);
    }
  }

  @Test
  void writesInFewWritesWhatWaitsWhenItStops() throws InterruptedException {
    BatchingAppender appender = appender((event, out) -> out.write(line(event)));
    Logger log = stuck(appender);
    for (int i = 0; i < 10_000; i++) {
      log.info("{}", i);
    }
    assertThat(appender.queued()).isEqualTo(10_000);
    pipe.opened.countDown();
    appender.stop();
    String written = pipe.bytes.toString(UTF_8);
    assertThat(written.lines()).hasSize(10_001).endsWith("9999");
    assertThat(pipe.writes).isEqualTo(2);
  }

  @Test
  void dropsAndCountsWhatDoesNotFitAndHoldsNoCallerUp() throws InterruptedException {
    BatchingAppender appender = appender((event, out) -> out.write(line(event)));
    Logger log = stuck(appender);
    for (int i = 0; i < MOST_WAITING + 1_000; i++) {
      log.info("{}", i);
    }
    assertThat(appender.queued()).isEqualTo(MOST_WAITING);
    assertThat(appender.dropped()).isEqualTo(1_000);
    pipe.opened.countDown();
    appender.stop();
    assertThat(pipe.bytes.toString(UTF_8).lines()).hasSize(1 + MOST_WAITING);
  }

  @Test
  void stopsThoughNothingCanBeWritten() throws InterruptedException {
    BatchingAppender appender = appender((event, out) -> out.write(line(event)));
    stuck(appender).info("never read");
    appender.stop();
    assertThat(appender.isStarted()).isFalse();
    assertThat(pipe.writes).isZero();
  }

  @Test
  void aLineThatCannotBeEncodedSpoilsNoOther() {
    BatchingAppender appender =
        appender((event, out) -> {
          out.write(line(event), 0, 3);
          if (event.getFormattedMessage().equals("second")) {
            throw new IOException("cannot be encoded");
          }
          out.write('\n');
        });
    Logger log = begin(appender);
    log.info("first");
    log.info("second");
    log.info("third");
    pipe.opened.countDown();
    appender.stop();
    assertThat(pipe.bytes.toString(UTF_8)).isEqualTo("fir\nsec\nthi\n");
  }

  /** Its writer has one line and cannot get rid of it; nothing else waits. */
  private Logger stuck(BatchingAppender appender) throws InterruptedException {
    Logger log = begin(appender);
    log.info("the first");
    pipe.reached.await();
    return log;
  }

  private Logger begin(BatchingAppender appender) {
    // Has none unless it is SLF4J's own, and lines about no request are asked for theirs.
    context.setMDCAdapter(new LogbackMDCAdapter());
    appender.setContext(context);
    appender.start();
    Logger log = context.getLogger("llmchat");
    log.addAppender(appender);
    return log;
  }

  private BatchingAppender appender(Encoding encoding) {
    return new BatchingAppender(encoding, pipe);
  }

  private static byte[] line(ILoggingEvent event) {
    return (event.getFormattedMessage() + "\n").getBytes(UTF_8);
  }

  @FunctionalInterface
  private interface Encoding extends StreamingEncoder<ILoggingEvent> {}
}
