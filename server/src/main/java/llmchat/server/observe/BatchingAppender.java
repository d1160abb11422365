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
 * Writes log lines in batches, from a thread of its own.
 *
 * <p>An event loop only adds to a lock-free queue and does not wake the writer, which polls every
 * {@value #PAUSE_MILLIS} ms. If the queue is full, the line is dropped and counted, so that a log
 * that cannot be written never blocks calls. Lines queued before {@link #stop} are written before
 * it returns.
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

  /** The number of lines waiting to be written. */
  int queued() {
    return queued.get();
  }

  /** The number of lines dropped because the queue was full. */
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
   * Captures what depends on the current thread; of that, a request's line needs only the thread's
   * name.
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
      // One bad line must neither end all logging nor corrupt the next line.
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
