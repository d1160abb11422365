package llmchat.server.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import net.logstash.logback.encoder.StreamingEncoder;

/**
 * Writes log lines from a thread of its own, many in one write.
 *
 * <p>An event loop only adds to a queue without a lock and wakes nobody: the writer looks every
 * {@value #PAUSE_MILLIS} ms. A full queue drops the line and counts it, for a log that cannot be
 * written must not stop the calls. Lines written before {@link #stop} returns are not lost.
 */
final class BatchingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final long PAUSE_MILLIS = 20;
  private static final int QUEUE = 65_536;
  private static final int BATCH_BYTES = 64 * 1024;

  private final ConcurrentLinkedQueue<ILoggingEvent> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final StreamingEncoder<ILoggingEvent> encoder;
  private final OutputStream out;
  private final Thread writer;
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream(BATCH_BYTES);
  private volatile boolean stopping;

  BatchingAppender(StreamingEncoder<ILoggingEvent> encoder, OutputStream out) {
    this.encoder = encoder;
    this.out = out;
    this.writer = new Thread(this::run, "log-writer");
    writer.setDaemon(true);
  }

  /** Lines that wait to be written. */
  int queued() {
    return queued.get();
  }

  /** Lines dropped because the queue was full. */
  long dropped() {
    return dropped.get();
  }

  @Override
  public void start() {
    super.start();
    writer.start();
  }

  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    stopping = true;
    LockSupport.unpark(writer);
    try {
      writer.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (queued.get() >= QUEUE) {
      dropped.incrementAndGet();
      return;
    }
    keep(event);
    queued.incrementAndGet();
    queue.add(event);
  }

  /**
   * Notes what the writer could not find out; a request's line cannot change until it writes it.
   */
  private static void keep(ILoggingEvent event) {
    if (RequestLine.in(event) == null) {
      event.prepareForDeferredProcessing();
    } else {
      var _ = event.getThreadName();
    }
  }

  private void run() {
    while (!stopping) {
      writeAll();
      LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000);
    }
    writeAll();
  }

  private void writeAll() {
    ILoggingEvent event;
    while ((event = queue.poll()) != null) {
      queued.decrementAndGet();
      encode(event);
      if (batch.size() >= BATCH_BYTES) {
        flush();
      }
    }
    flush();
  }

  private void encode(ILoggingEvent event) {
    int before = batch.size();
    try {
      encoder.encode(event, batch);
    } catch (IOException | RuntimeException e) {
      // One line must not end all logging, nor spoil the line behind it.
      addError("a line cannot be encoded", e);
      if (batch.size() > before) {
        batch.write('\n');
      }
    }
  }

  private void flush() {
    if (batch.size() == 0) {
      return;
    }
    try {
      batch.writeTo(out);
      out.flush();
    } catch (IOException e) {
      addError("the log cannot be written", e);
    }
    batch.reset();
  }
}
