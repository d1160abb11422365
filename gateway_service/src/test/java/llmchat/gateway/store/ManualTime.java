package llmchat.gateway.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import llmchat.server.Clocks;

/** A clock that moves when a test says so, as wall time and as nanoseconds. */
public final class ManualTime implements InstantSource {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private volatile Duration passed = Duration.ZERO;

  @Override
  public Instant instant() {
    return START.plus(passed);
  }

  public long nanos() {
    return passed.toNanos();
  }

  /** Both as what the product takes. */
  public Clocks clocks() {
    return new Clocks(this, this::nanos);
  }

  public void advance(Duration step) {
    passed = passed.plus(step);
  }
}
