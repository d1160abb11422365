package llmchat.bench.hot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Sample;
import llmchat.bench.measure.Scenarios;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the four micro-benchmarks, each in a JVM of its own; about a minute. */
public final class HotFunctions {
  /** Those that decide how code runs of the ones that the program is started with. */
  private static final String[] JVM = {
    "-XX:+UseSerialGC",
    "-Xmx512m",
    "-XX:+UseCompactObjectHeaders",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow"
  };

  /** Of warm-up, and again of measuring, for each function. */
  private static final int SECONDS = 5;

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private static final Map<Class<?>, String> FUNCTIONS = new LinkedHashMap<>();

  static {
    FUNCTIONS.put(KeyCheck.class, "key check");
    FUNCTIONS.put(EnvelopeRead.class, "envelope read");
    FUNCTIONS.put(SseScan.class, "SSE scan");
    FUNCTIONS.put(LogLine.class, "log line");
  }

  private HotFunctions() {}

  /**
   * Measures them; blocks. Each measured second is a round.
   *
   * @throws RunnerException if a JVM cannot be started or a function throws
   */
  public static List<Sample> measure() throws RunnerException {
    List<Sample> samples = new ArrayList<>();
    for (Map.Entry<Class<?>, String> function : FUNCTIONS.entrySet()) {
      for (RunResult result : new Runner(options(function.getKey()).build()).run()) {
        samples.addAll(samples(function.getValue(), result));
      }
    }
    return samples;
  }

  private static ChainedOptionsBuilder options(Class<?> function) {
    return new OptionsBuilder()
        .include("^" + function.getName().replace(".", "\\.") + "\\.")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupIterations(SECONDS)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(SECONDS)
        .measurementTime(TimeValue.seconds(1))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .jvmArgs(JVM);
  }

  private static List<Sample> samples(String function, RunResult result) {
    List<Sample> samples = new ArrayList<>();
    result
        .getBenchmarkResults()
        .forEach(fork -> {
          int round = 0;
          for (IterationResult second : fork.getIterationResults()) {
            round++;
            samples.add(sample(function, Measures.NANOS_PER_OP, round, second.getPrimaryResult()));
            samples.add(sample(function, Measures.BYTES_PER_OP, round, allocated(second)));
          }
        });
    return samples;
  }

  private static Result<?> allocated(IterationResult second) {
    return Objects.requireNonNull(
        second.getSecondaryResults().get(ALLOCATED), "JMH's GC profiler reports no " + ALLOCATED);
  }

  private static Sample sample(String function, String measure, int round, Result<?> result) {
    return new Sample(Scenarios.HOT, function, measure, round, result.getScore());
  }
}
