package llmchat.bench.report;

import static llmchat.bench.measure.Measures.needsFreeLoad;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A table in the making: a row for each subject of one scenario, a column for each question. */
final class SubjectTable {
  /** Stands where a figure would say something about the load side only. */
  static final String LOAD_BOUND = "bound";

  private final Figures figures;
  private final String scenario;
  private final List<String> names = new ArrayList<>(List.of("subject"));
  private final List<Function<String, String>> cells = new ArrayList<>(List.of(SubjectNames::of));

  SubjectTable(Figures figures, String scenario) {
    this.figures = figures;
    this.scenario = scenario;
  }

  /** The median of a measure. */
  SubjectTable median(String name, String measure) {
    return column(name, measure, subject -> Numbers.median(figures.of(scenario, subject, measure)));
  }

  /** The median of a count. */
  SubjectTable count(String name, String measure) {
    return column(
        name, measure, subject -> Numbers.wholeMedian(figures.of(scenario, subject, measure)));
  }

  /** The ratio to nginx with the smallest and largest. */
  SubjectTable ratio(String name, String measure) {
    return column(
        name, measure, subject -> Numbers.range(figures.ratio(scenario, subject, measure)));
  }

  /** What is added to the bare upstream, with a sign. */
  SubjectTable added(String name, String measure) {
    return column(
        name, measure, subject -> Numbers.added(figures.added(scenario, subject, measure)));
  }

  /** What one measure is above another of the same subject, with a sign. */
  SubjectTable above(String name, String measure, String other) {
    return column(
        name, measure, subject -> Numbers.added(figures.above(scenario, subject, measure, other)));
  }

  /** How many times another measure of the same subject one is. */
  SubjectTable times(String name, String measure, String other) {
    return column(
        name, measure, subject -> Numbers.range(figures.times(scenario, subject, measure, other)));
  }

  /** One measure and what became of it, such as {@code 41 → 42}. */
  SubjectTable change(String name, String before, String after) {
    return column(name, before, subject -> fromTo(subject, before, after));
  }

  Table build(String title, String note) {
    List<List<String>> rows =
        figures.subjects(scenario).stream()
            .map(subject -> cells.stream().map(cell -> cell.apply(subject)).toList())
            .toList();
    return new Table(title, note, false, names, rows);
  }

  private SubjectTable column(String name, String measure, Function<String, String> cell) {
    names.add(name);
    cells.add(subject ->
        needsFreeLoad(measure) && figures.loadBound(scenario, subject)
            ? LOAD_BOUND
            : cell.apply(subject));
    return this;
  }

  private String fromTo(String subject, String before, String after) {
    Optional<Spread> first = figures.of(scenario, subject, before);
    Optional<Spread> then = figures.of(scenario, subject, after);
    return first.isEmpty() || then.isEmpty()
        ? Numbers.NONE
        : Numbers.wholeMedian(first) + " → " + Numbers.wholeMedian(then);
  }
}
