package llmchat.bench.measure;

import java.time.Duration;
import llmchat.bench.load.Window;
import llmchat.bench.machine.ProcessorTimes;
import llmchat.bench.subject.Processes;

/** What both sides used of their processors within the counted time. */
final class Busy implements Window {
  private static final double FULL = 0.95;

  /** What has been used up to one instant. */
  private record Instant(long nanos, Duration cpu, ProcessorTimes load) {}

  private final Processes processes;
  private final int loadCore;
  private volatile Instant opened;
  private volatile Instant closed;
  private volatile long residentBytes;

  /**
   * Of those processes.
   *
   * @param loadCore the processor of the load side
   */
  Busy(Processes processes, int loadCore) {
    this.processes = processes;
    this.loadCore = loadCore;
    opened = now();
    closed = opened;
  }

  @Override
  public void opened() {
    opened = now();
  }

  @Override
  public void closed() {
    closed = now();
    residentBytes = processes.residentBytes();
  }

  private Instant now() {
    return new Instant(System.nanoTime(), processes.cpu(), ProcessorTimes.of(loadCore));
  }

  /** Of the subject. */
  Duration cpu() {
    return closed.cpu.minus(opened.cpu);
  }

  /** Of the subject, at the end of the counted time. */
  long residentBytes() {
    return residentBytes;
  }

  /**
   * Whether the load side had nothing left to give while the subject had: then calls per second are
   * a floor of what the subject can do, and its latency at full load is not its own.
   */
  boolean loadBound() {
    double elapsed = closed.nanos - opened.nanos;
    return loadBound(closed.load.busySince(opened.load), cpu().toNanos() / elapsed);
  }

  /** From the shares of their processors that both sides used, 0 to 1. */
  static boolean loadBound(double load, double subject) {
    return load >= FULL && subject < FULL;
  }
}
