package llmchat.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import llmchat.bench.measure.Measures;
import llmchat.bench.measure.Remark;
import llmchat.bench.measure.Samples.FaultResult;
import llmchat.bench.measure.Scenarios;

/** All tables of a report, in its order, without empty ones. */
final class Tables {
  private Tables() {}

  static List<Table> of(Figures figures) {
    List<Table> all = new ArrayList<>();
    all.add(Budgets.table(figures));
    all.add(calls(figures));
    for (int count : figures.streamCounts()) {
      all.add(streamCost(figures, count));
      all.add(streamDelivery(figures, count));
    }
    all.add(halfLoad(figures));
    all.add(frontier(figures));
    all.add(start(figures));
    all.add(afterLoad(figures));
    all.add(faults(figures));
    all.add(hot(figures));
    all.add(remarks(figures));
    all.removeIf(Table::isEmpty);
    return all;
  }

  private static Table calls(Figures figures) {
    return new SubjectTable(figures, Scenarios.JSON)
        .median("CPU µs/call", Measures.CPU_PER_CALL)
        .ratio("× nginx (min–max)", Measures.CPU_PER_CALL)
        .median("calls/s", Measures.CALLS_PER_SECOND)
        .median("p50 ms", Measures.P50)
        .median("p99 ms", Measures.P99)
        .build(
            "JSON calls at full load",
            "bound: the load side was the bottleneck, so only the CPU of a call counts.");
  }

  private static Table streamCost(Figures figures, int count) {
    return new SubjectTable(figures, Scenarios.streams(count))
        .median("CPU µs/chunk", Measures.CPU_PER_CHUNK)
        .ratio("× nginx (min–max)", Measures.CPU_PER_CHUNK)
        .median("RSS MB", Measures.RSS)
        .median("kB/stream", Measures.RSS_PER_STREAM)
        .build(
            Numbers.whole(count) + " streams at once: cost",
            "kB/stream: what the streams added to resident memory, for each of them.");
  }

  private static Table streamDelivery(Figures figures, int count) {
    return new SubjectTable(figures, Scenarios.streams(count))
        .added("first chunk ms", Measures.FIRST_CHUNK_P50)
        .added("p99 ms", Measures.FIRST_CHUNK_P99)
        .median("gap error p99 ms", Measures.GAP_ERROR_P99)
        .median("p99.9 ms", Measures.GAP_ERROR_P999)
        .count("lost", Measures.LOST)
        .count("reordered", Measures.REORDERED)
        .count("broken", Measures.BROKEN)
        .build(
            Numbers.whole(count) + " streams at once: delivery",
            "First chunk: median and p99, beyond the bare upstream's. Gap error: how far the time"
                + " between two chunks is off.");
  }

  private static Table halfLoad(Figures figures) {
    return new SubjectTable(figures, Scenarios.HALF_LOAD)
        .median("calls/s", Measures.RATE)
        .median("p50 ms", Measures.P50)
        .above("added p50 ms", Measures.P50, Measures.BARE_P50)
        .above("added p99 ms", Measures.P99, Measures.BARE_P99)
        .above("added p99.9 ms", Measures.P999, Measures.BARE_P999)
        .build(
            "Latency at half load",
            "Calls begin at fixed times, half as many as the subject can take; added is what it"
                + " takes beyond the bare upstream at that rate.");
  }

  private static Table frontier(Figures figures) {
    return new SubjectTable(figures, Scenarios.FRONTIER)
        .median("p99 ≤ 1 ms", Measures.CALLS_AT_1_MS)
        .median("p99 ≤ 5 ms", Measures.CALLS_AT_5_MS)
        .median("p99 ≤ 10 ms", Measures.CALLS_AT_10_MS)
        .build("Calls/s at a given latency", "The highest fixed rate whose p99 stays below.");
  }

  private static Table start(Figures figures) {
    return new SubjectTable(figures, Scenarios.START)
        .median("ready s", Measures.READY)
        .median("idle RSS MB", Measures.IDLE_RSS)
        .median("size MB", Measures.SIZE)
        .build("Start, idle, size", "Ready: from the process's start to its first good answer.");
  }

  private static Table afterLoad(Figures figures) {
    return new SubjectTable(figures, Scenarios.AFTER_LOAD)
        .change("RSS MB", Measures.RSS_BEFORE, Measures.RSS_AFTER)
        .times("ratio", Measures.RSS_AFTER, Measures.RSS_BEFORE)
        .change("open files", Measures.FILES_BEFORE, Measures.FILES_AFTER)
        .change("threads", Measures.THREADS_BEFORE, Measures.THREADS_AFTER)
        .build("Idle before and after all load", "");
  }

  /** A row for each fault, a column for each subject. */
  private static Table faults(Figures figures) {
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

  private static Table hot(Figures figures) {
    return new SubjectTable(figures, Scenarios.HOT)
        .median("ns/op", Measures.NANOS_PER_OP)
        .median("bytes/op", Measures.BYTES_PER_OP)
        .build("Hot functions alone", "JMH, one thread; bytes are allocated on the heap.");
  }

  private static Table remarks(Figures figures) {
    return new Table(
        "Remarks",
        "",
        true,
        List.of("scenario", "subject", "", "why"),
        figures.samples().remarks().stream()
            .map(remark ->
                List.of(
                    remark.scenario(),
                    SubjectNames.of(remark.subject()),
                    words(remark.kind()),
                    remark.text()))
            .toList());
  }

  private static String words(Remark.Kind kind) {
    return switch (kind) {
      case LEFT_OUT -> "left out";
      case LOAD_BOUND -> SubjectTable.LOAD_BOUND;
      case NOTE -> "";
    };
  }
}
