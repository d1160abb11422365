package llmchat.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import llmchat.bench.load.CallFigures;
import llmchat.bench.measure.Remark.Kind;
import llmchat.bench.measure.Samples.FaultResult;

/** What has been found out so far. For the measuring thread only. */
public final class Findings {
  private final List<Sample> samples = new ArrayList<>();
  private final Set<Remark> remarks = new LinkedHashSet<>();
  private final List<FaultResult> faults = new ArrayList<>();

  /** Adds all that an earlier run found. */
  public void addAll(Samples earlier) {
    samples.addAll(earlier.samples());
    remarks.addAll(earlier.remarks());
    faults.addAll(earlier.faults());
  }

  /** Whether that was done to the subject already. */
  public boolean has(String scenario, String subject) {
    return samples.stream()
            .anyMatch(one -> one.scenario().equals(scenario) && one.subject().equals(subject))
        || (scenario.equals(Scenarios.FAULTS)
            && faults.stream().anyMatch(one -> one.subject().equals(subject)));
  }

  /** Whether anything of that kind was measured already. */
  public boolean has(String scenario) {
    return samples.stream().anyMatch(one -> one.scenario().equals(scenario));
  }

  /**
   * Begins a round, from 1. What is found is kept in its order: a subject is compared with the
   * nginx that was measured right before it.
   */
  Round begin(String scenario, int number) {
    return new Round(scenario, number);
  }

  /** Says something once, however often it is found. */
  public void remark(Kind kind, String scenario, String subject, String text) {
    remarks.add(new Remark(kind, scenario, subject, text));
  }

  /** Adds what a subject did on faults. */
  public void addFaults(List<FaultResult> results) {
    faults.addAll(results);
  }

  /** Adds what was measured elsewhere. */
  public void addSamples(List<Sample> more) {
    samples.addAll(more);
  }

  /** Everything, with facts about the machine. */
  public Samples samples(Map<String, String> machine) {
    return new Samples(machine, samples, List.copyOf(remarks), faults);
  }

  /** One round, in which subjects are compared with each other. */
  final class Round {
    private static final double NANOS_PER_MILLI = 1e6;

    private final String scenario;
    private final int number;

    private Round(String scenario, int number) {
      this.scenario = scenario;
      this.number = number;
    }

    void add(String subject, String measure, double value) {
      samples.add(new Sample(scenario, subject, measure, number, value));
    }

    void addCount(String subject, String measure, long count) {
      add(subject, measure, (double) count);
    }

    void addMillis(String subject, String measure, long nanos) {
      add(subject, measure, nanos / NANOS_PER_MILLI);
    }

    void addMegabytes(String subject, String measure, long bytes) {
      add(subject, measure, bytes / 1e6);
    }

    void addMicros(String subject, String measure, Duration time, long parts) {
      add(subject, measure, time.toNanos() / 1e3 / parts);
    }

    /** Whether the calls all succeeded; if not, says so in place of figures. */
    boolean sound(String subject, CallFigures figures) {
      if (figures.failures() > 0) {
        leftOut(
            subject,
            "%,d of %,d calls failed, the first with: %s"
                .formatted(
                    figures.failures(),
                    figures.failures() + figures.calls(),
                    figures.firstFailure()));
      } else if (figures.calls() == 0) {
        leftOut(subject, "not one call was answered in the counted time");
      }
      return figures.failures() == 0 && figures.calls() > 0;
    }

    void leftOut(String subject, String reason) {
      remark(Kind.LEFT_OUT, scenario, subject, reason);
    }

    void loadBound(String subject) {
      remark(
          Kind.LOAD_BOUND,
          scenario,
          subject,
          "the load side was the bottleneck: latencies say nothing, rates are a floor");
    }

    void note(String subject, String text) {
      remark(Kind.NOTE, scenario, subject, text);
    }
  }
}
