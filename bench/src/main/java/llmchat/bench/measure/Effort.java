package llmchat.bench.measure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long and how often things are measured.
 *
 * @param rounds of each scenario, subject by subject
 * @param warmUp full load on a subject before its first round, nothing counted; a JVM needs it
 * @param lead what passes of each sample before anything is counted
 * @param calls the counted time of plain calls
 * @param streams how many are opened, and how fast they flow
 * @param streaming the counted time of streams
 * @param frontierSteps parts of its full rate that a subject is asked at, from above
 * @param rest how long a subject is left alone before its memory is read
 */
public record Effort(
    int rounds,
    Duration warmUp,
    Duration lead,
    Duration calls,
    List<StreamSet> streams,
    Duration streaming,
    List<Double> frontierSteps,
    Duration rest) {

  /**
   * Streams that are open at the same time.
   *
   * @param interval between two events of one
   */
  public record StreamSet(int streams, Duration interval) {}

  /** Copies its lists. */
  public Effort {
    streams = List.copyOf(streams);
    frontierSteps = List.copyOf(frontierSteps);
  }

  /** What figures are taken from. */
  public static Effort full(int rounds) {
    return new Effort(
        rounds,
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(4),
        List.of(
            new StreamSet(300, Duration.ofMillis(100)),
            new StreamSet(1_000, Duration.ofMillis(100)),
            new StreamSet(10_000, Duration.ofSeconds(1))),
        Duration.ofSeconds(6),
        List.of(0.9, 0.75, 0.55, 0.3),
        Duration.ofSeconds(10));
  }

  /** What shows that everything works; its figures mean nothing. */
  public static Effort brief(int rounds) {
    return new Effort(
        rounds,
        Duration.ofMillis(500),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        List.of(new StreamSet(50, Duration.ofMillis(100))),
        Duration.ofSeconds(1),
        List.of(0.5),
        Duration.ofMillis(500));
  }

  /** What a reader of the figures wants to know of it. */
  public Map<String, String> facts() {
    return Map.of(
        "warm-up",
        "%.1f s on each subject before its first round, %.1f s on each before each sample"
            .formatted(seconds(warmUp), seconds(lead)),
        "counted time",
        "%.1f s of calls, %.1f s of streams".formatted(seconds(calls), seconds(streaming)));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
