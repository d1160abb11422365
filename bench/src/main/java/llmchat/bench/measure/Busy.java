package llmchat.bench.measure;

import java.time.Duration;
import llmchat.bench.load.Bottleneck;
import llmchat.bench.load.CoreTimes;
import llmchat.bench.load.Window;
import llmchat.bench.subject.Processes;

/** What both sides used of their processors within the counted time. */
final class Busy implements Window {
  /** What has been used up to one instant. */
  private record Instant(long nanos, Duration cpu, CoreTimes load) {}

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
    return new Instant(System.nanoTime(), processes.cpu(), CoreTimes.now(loadCore));
  }

  /** Of the subject. */
  Duration cpu() {
    return closed.cpu.minus(opened.cpu);
  }

  /** Of the subject, at the end of the counted time. */
  long residentBytes() {
    return residentBytes;
  }

  /** Whether the load side had nothing left to give while the subject had. */
  boolean loadBound() {
    return Bottleneck.between(
            opened.load, closed.load, cpu(), Duration.ofNanos(closed.nanos - opened.nanos))
        .loadWasTheLimit();
  }
}
