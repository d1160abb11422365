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
 * <p>nginx is measured anew beside every subject, so it has several values in a round; a subject is
 * compared with the one before it. What is not there is empty; so is what means nothing because the
 * load side was the bottleneck.
 */
final class Figures {
  private record Key(String scenario, String subject, String measure) {}

  /** One value of a key, with its place among all samples. */
  private record Reading(int place, int round, double value) {}

  private static final List<String> FIRST =
      List.of(Subjects.BARE, Subjects.NGINX, Subjects.STANDALONE, Subjects.SPLIT);

  private final Samples samples;
  private final Map<Key, List<Reading>> readings = new LinkedHashMap<>();

  Figures(Samples samples) {
    this.samples = samples;
    int places = 0;
    for (Sample sample : samples.samples()) {
      List<Reading> of =
          readings.computeIfAbsent(
              new Key(sample.scenario(), sample.subject(), sample.measure()),
              key -> new ArrayList<>());
      of.add(new Reading(places++, sample.round(), sample.value()));
    }
  }

  Samples samples() {
    return samples;
  }

  /** What a subject's rounds gave. */
  Optional<Spread> of(String scenario, String subject, String measure) {
    return Spread.of(readings(scenario, subject, measure).stream().map(Reading::value).toList());
  }

  /** How many times nginx' value of the same round it is. */
  Optional<Spread> ratio(String scenario, String subject, String measure) {
    return Spread.of(ratios(scenario, subject, measure).values());
  }

  /** How many times the other subject's ratio to nginx of the same round its own is. */
  Optional<Spread> ratio(String scenario, String subject, String other, String measure) {
    Map<Integer, Double> others = ratios(scenario, other, measure);
    List<Double> compared = new ArrayList<>();
    ratios(scenario, subject, measure)
        .forEach((round, mine) -> {
          Double its = others.get(round);
          if (its != null) {
            compared.add(mine / its);
          }
        });
    return Spread.of(compared);
  }

  private Map<Integer, Double> ratios(String scenario, String subject, String measure) {
    List<Reading> limits = readings(scenario, Subjects.NGINX, measure);
    Map<Integer, Double> ratios = new LinkedHashMap<>();
    for (Reading mine : readings(scenario, subject, measure)) {
      before(mine, limits).ifPresent(limit -> ratios.put(mine.round, mine.value / limit.value));
    }
    return ratios;
  }

  /** What a subject adds to the bare upstream's value of the same round. */
  Optional<Spread> added(String scenario, String subject, String measure) {
    List<Reading> bare = readings(scenario, Subjects.BARE, measure);
    List<Double> added = new ArrayList<>();
    for (Reading mine : readings(scenario, subject, measure)) {
      before(mine, bare).ifPresent(without -> added.add(mine.value - without.value));
    }
    return Spread.of(added);
  }

  /** What one of the subject's measures is above another one that was read with it. */
  Optional<Spread> above(String scenario, String subject, String measure, String other) {
    return readTogether(scenario, subject, measure, other, (high, low) -> high - low);
  }

  /** How many times another of the subject's measures, read with it, one is. */
  Optional<Spread> times(String scenario, String subject, String measure, String other) {
    return readTogether(scenario, subject, measure, other, (now, then) -> now / then);
  }

  private Optional<Spread> readTogether(
      String scenario, String subject, String measure, String other, DoubleBinaryOperator compare) {
    List<Reading> mine = readings(scenario, subject, measure);
    List<Reading> others = readings(scenario, subject, other);
    if (mine.size() != others.size()) {
      return Optional.empty();
    }
    List<Double> compared = new ArrayList<>();
    for (int i = 0; i < mine.size(); i++) {
      compared.add(compare.applyAsDouble(mine.get(i).value, others.get(i).value));
    }
    return Spread.of(compared);
  }

  /** The last value of the round that was read before, or at, that one; else the first of it. */
  private static Optional<Reading> before(Reading that, List<Reading> candidates) {
    Optional<Reading> found = Optional.empty();
    for (Reading candidate : candidates) {
      if (candidate.round == that.round && (found.isEmpty() || candidate.place <= that.place)) {
        found = Optional.of(candidate);
      }
    }
    return found;
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
    readings.keySet().stream()
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
    return readings.keySet().stream()
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

  private List<Reading> readings(String scenario, String subject, String measure) {
    if (Measures.needsFreeLoad(measure) && loadBound(scenario, subject)) {
      return List.of();
    }
    return readings.getOrDefault(new Key(scenario, subject, measure), List.of());
  }
}
