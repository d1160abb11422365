package llmchat.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import llmchat.bench.measure.Samples.FaultResult;

/** A row for each fault, a column for each subject. */
final class FaultTable {
  private FaultTable() {}

  static Table of(Figures figures) {
    List<String> subjects = figures.faultSubjects();
    Map<String, Map<String, FaultResult>> faults = new LinkedHashMap<>();
    for (FaultResult result : figures.samples().faults()) {
      faults
          .computeIfAbsent(result.fault(), fault -> new LinkedHashMap<>())
          .put(result.subject(), result);
    }
    List<String> columns = new ArrayList<>(List.of("fault"));
    subjects.forEach(subject -> columns.add(SubjectNames.of(subject)));
    List<List<String>> rows = new ArrayList<>();
    faults.forEach((fault, results) -> rows.add(row(fault, subjects, results)));
    return new Table("Faults", "✓ what a user would want, ✗ what not.", true, columns, rows);
  }

  private static List<String> row(
      String fault, List<String> subjects, Map<String, FaultResult> results) {
    List<String> row = new ArrayList<>(List.of(fault));
    for (String subject : subjects) {
      FaultResult result = results.get(subject);
      row.add(result == null ? Numbers.NONE : (result.good() ? "✓ " : "✗ ") + result.seen());
    }
    return row;
  }
}
