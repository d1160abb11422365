package llmchat.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Remark;
import llmchat.bench.measure.Sample;
import llmchat.bench.measure.Samples;
import llmchat.bench.measure.Scenarios;
import llmchat.bench.measure.Subjects;

/**
 * The samples, asked: medians over the rounds, and comparisons that are made within a round first.
 *
 * <p>What is not there is empty; so is what means nothing because the load side was the bottleneck.
 */
final class Figures {
  /** One value in each round. */
  private record Key(String scenario, String subject, String measure) {}

  private static final List<String> FIRST =
      List.of(Subjects.BARE, Subjects.NGINX, Subjects.STANDALONE, Subjects.SPLIT);

  private final Samples samples;
  private final Map<Key, Map<Integer, Double>> values = new LinkedHashMap<>();

  Figures(Samples samples) {
    this.samples = samples;
    for (Sample sample : samples.samples()) {
      values
          .computeIfAbsent(
              new Key(sample.scenario(), sample.subject(), sample.measure()),
              key -> new LinkedHashMap<>())
          .put(sample.round(), sample.value());
    }
  }

  Samples samples() {
    return samples;
  }

  /** What a subject's rounds gave. */
  Optional<Spread> of(String scenario, String subject, String measure) {
    return Spread.of(rounds(scenario, subject, measure).values());
  }

  /** How many times nginx' value of the same round it is. */
  Optional<Spread> ratio(String scenario, String subject, String measure) {
    return ratio(scenario, subject, Subjects.NGINX, measure);
  }

  /** How many times the other subject's value of the same round it is. */
  Optional<Spread> ratio(String scenario, String subject, String other, String measure) {
    return pairs(
        rounds(scenario, subject, measure),
        rounds(scenario, other, measure),
        (mine, its) -> mine / its);
  }

  /** What a subject adds to the bare upstream's value of the same round. */
  Optional<Spread> added(String scenario, String subject, String measure) {
    return pairs(
        rounds(scenario, subject, measure),
        rounds(scenario, Subjects.BARE, measure),
        (mine, bare) -> mine - bare);
  }

  /** What one of the subject's measures is above another one in the same round. */
  Optional<Spread> above(String scenario, String subject, String measure, String other) {
    return pairs(
        rounds(scenario, subject, measure),
        rounds(scenario, subject, other),
        (high, low) -> high - low);
  }

  /** How many times another of the subject's measures one is in the same round. */
  Optional<Spread> times(String scenario, String subject, String measure, String other) {
    return pairs(
        rounds(scenario, subject, measure),
        rounds(scenario, subject, other),
        (now, then) -> now / then);
  }

  /** Whether the load side was the bottleneck. */
  boolean loadBound(String scenario, String subject) {
    return samples.remarks().stream()
        .anyMatch(remark ->
            remark.kind() == Remark.Kind.LOAD_BOUND
                && remark.scenario().equals(scenario)
                && remark.subject().equals(subject));
  }

  /** Who has figures in a scenario: the limit and ours first, the others as they came. */
  List<String> subjects(String scenario) {
    Set<String> found = new LinkedHashSet<>();
    values.keySet().stream()
        .filter(key -> key.scenario.equals(scenario))
        .forEach(key -> found.add(key.subject));
    return inOrder(found);
  }

  /** Who has figures of streams, at whatever number, in the same order. */
  List<String> streamSubjects() {
    Set<String> found = new LinkedHashSet<>();
    streamCounts().forEach(count -> found.addAll(subjects(Scenarios.streams(count))));
    return inOrder(found);
  }

  /** Who stands in the table of faults, in the same order. */
  List<String> faultSubjects() {
    Set<String> found = new LinkedHashSet<>();
    samples.faults().forEach(fault -> found.add(fault.subject()));
    return inOrder(found);
  }

  /** The numbers of streams that were tried, rising. */
  List<Integer> streamCounts() {
    return values.keySet().stream()
        .map(key -> Scenarios.streamsOf(key.scenario))
        .filter(count -> count > 0)
        .distinct()
        .sorted()
        .toList();
  }

  /** The most rounds that anything has. */
  int rounds() {
    return samples.samples().stream().mapToInt(Sample::round).max().orElse(0);
  }

  private static List<String> inOrder(Set<String> subjects) {
    List<String> ordered = new ArrayList<>(subjects);
    ordered.sort(Comparator.comparingInt(Figures::place));
    return ordered;
  }

  private static int place(String subject) {
    int place = FIRST.indexOf(subject);
    return place < 0 ? FIRST.size() : place;
  }

  private Map<Integer, Double> rounds(String scenario, String subject, String measure) {
    if (Measures.needsFreeLoad(measure) && loadBound(scenario, subject)) {
      return Map.of();
    }
    return values.getOrDefault(new Key(scenario, subject, measure), Map.of());
  }

  private static Optional<Spread> pairs(
      Map<Integer, Double> mine, Map<Integer, Double> others, DoubleBinaryOperator compare) {
    List<Double> compared = new ArrayList<>();
    mine.forEach((round, value) -> {
      Double other = others.get(round);
      if (other != null) {
        compared.add(compare.applyAsDouble(value, other));
      }
    });
    return Spread.of(compared);
  }
}
