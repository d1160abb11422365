package llmchat.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Remark;
import llmchat.bench.measure.Sample;
import llmchat.bench.measure.Samples;
import llmchat.bench.measure.Samples.FaultResult;
import llmchat.bench.measure.Scenarios;

/** Samples in the making, with invented figures. */
final class SampleRun {
  private final Map<String, String> machine = new LinkedHashMap<>();
  private final List<Sample> samples = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final List<FaultResult> faults = new ArrayList<>();

  /** A run with a bit of everything. */
  static SampleRun full() {
    SampleRun run =
        new SampleRun().fact("machine", "2 cores, 4 GB").fact("when", "2026-11-26 12:00 UTC");
    run.calls("nginx", 30, 33, 32).calls("standalone", 60, 59.4, 57).calls("split", 99, 102, 96);
    run.calls("sglang-router", 190, 215, 205).calls("litellm", 15_400, 18_500, 16_900);
    run.streams(300, "nginx", 40, 24).streams(300, "standalone", 52, 190);
    run.streams(300, "sglang-router", 53, 110).streams(300, "split", 88, 310);
    run.streams(1000, "nginx", 36, 29).streams(1000, "standalone", 44, 260);
    run.streams(1000, "sglang-router", 46, 170).streams(1000, "split", 75, 420);
    run.streams(10_000, "nginx", 34, 95).streams(10_000, "standalone", 41, 760);
    run.streams(30, "nginx", 70, 22).streams(30, "litellm", 1_700, 478);
    run.streams(300, "bare upstream", 0, 0).streams(1000, "bare upstream", 0, 0);
    run.add(Scenarios.HALF_LOAD, "standalone", Measures.RATE, 7_500, 7_400, 7_600)
        .add(Scenarios.HALF_LOAD, "standalone", Measures.P50, 0.41, 0.40, 0.44)
        .add(Scenarios.HALF_LOAD, "standalone", Measures.BARE_P50, 0.20, 0.19, 0.20)
        .add(Scenarios.HALF_LOAD, "standalone", Measures.P99, 3.1, 2.9, 3.4)
        .add(Scenarios.HALF_LOAD, "standalone", Measures.BARE_P99, 0.9, 0.8, 1.0)
        .add(Scenarios.START, "standalone", Measures.READY, 0.81, 0.79, 0.9)
        .add(Scenarios.START, "standalone", Measures.IDLE_RSS, 104, 103, 106)
        .add(Scenarios.START, "standalone", Measures.SIZE, 62)
        .add(Scenarios.AFTER_LOAD, "standalone", Measures.RSS_BEFORE, 210)
        .add(Scenarios.AFTER_LOAD, "standalone", Measures.RSS_AFTER, 218)
        .add(Scenarios.AFTER_LOAD, "standalone", Measures.FILES_BEFORE, 41)
        .add(Scenarios.AFTER_LOAD, "standalone", Measures.FILES_AFTER, 42)
        .add(Scenarios.HOT, "key check", Measures.NANOS_PER_OP, 310)
        .add(Scenarios.HOT, "key check", Measures.BYTES_PER_OP, 424);
    run.remark(Remark.Kind.LOAD_BOUND, Scenarios.JSON, "nginx", "the load used 99 % of its core")
        .remark(Remark.Kind.LEFT_OUT, Scenarios.JSON, "portkey", "npm is not there");
    return run.fault("upstream cut after 3 chunks", "nginx", true, "broken transfer")
        .fault("upstream cut after 3 chunks", "standalone", true, "error event")
        .fault("upstream cut after 3 chunks", "portkey", false, "clean end, no [DONE]")
        .fault("client gone", "nginx", true, "closed in 0.1 s")
        .fault("client gone", "standalone", true, "closed in 0.1 s");
  }

  SampleRun fact(String name, String value) {
    machine.put(name, value);
    return this;
  }

  /** A value for each round, from the first. */
  SampleRun add(String scenario, String subject, String measure, double... values) {
    for (int i = 0; i < values.length; i++) {
      samples.add(new Sample(scenario, subject, measure, i + 1, values[i]));
    }
    return this;
  }

  SampleRun calls(String subject, double... cpu) {
    add(Scenarios.JSON, subject, Measures.CPU_PER_CALL, cpu);
    add(Scenarios.JSON, subject, Measures.CALLS_PER_SECOND, 800_000 / cpu[0], 800_000 / cpu[1]);
    add(Scenarios.JSON, subject, Measures.P50, cpu[0] / 30);
    return add(Scenarios.JSON, subject, Measures.P99, cpu[0] / 10);
  }

  SampleRun streams(int count, String subject, double cpu, double rss) {
    String scenario = Scenarios.streams(count);
    if (cpu > 0) {
      add(scenario, subject, Measures.CPU_PER_CHUNK, cpu, cpu * 1.04, cpu * 0.98);
      add(scenario, subject, Measures.RSS, rss, rss + 1);
    }
    add(scenario, subject, Measures.FIRST_CHUNK_P50, 1 + cpu / 100);
    add(scenario, subject, Measures.GAP_ERROR_P99, 2 + cpu / 100);
    return add(scenario, subject, Measures.LOST, 0, 0, 0);
  }

  SampleRun remark(Remark.Kind kind, String scenario, String subject, String text) {
    remarks.add(new Remark(kind, scenario, subject, text));
    return this;
  }

  SampleRun fault(String fault, String subject, boolean good, String seen) {
    faults.add(new FaultResult(fault, subject, good, seen));
    return this;
  }

  Samples samples() {
    return new Samples(machine, samples, remarks, faults);
  }

  Figures figures() {
    return new Figures(samples());
  }
}
