package llmchat.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import llmchat.bench.fault.Faults;
import llmchat.bench.measure.AfterLoad;
import llmchat.bench.measure.Effort;
import llmchat.bench.measure.Frontier;
import llmchat.bench.measure.FullLoad;
import llmchat.bench.measure.HalfLoad;
import llmchat.bench.measure.OpenStreams;
import llmchat.bench.measure.Scenario;
import llmchat.bench.measure.Scenarios;
import llmchat.bench.measure.StartUp;

/** The scenarios that there are, by the names that a user gives them. */
final class ScenarioChoice {
  private final Map<String, List<Scenario>> known = new LinkedHashMap<>();

  /** With as many streams as the effort says and no more than can be open here. */
  ScenarioChoice(Effort effort, int mostStreams) {
    known.put("start", List.of(new StartUp()));
    known.put("json", List.of(new FullLoad()));
    known.put(
        "streams",
        effort.streams().stream()
            .<Scenario>map(load -> OpenStreams.of(load, mostStreams))
            .toList());
    known.put("half-load", List.of(new HalfLoad()));
    known.put("frontier", List.of(new Frontier()));
    known.put("after-load", List.of(new AfterLoad()));
    known.put(Scenarios.FAULTS, List.of(new Faults()));
  }

  /** The names, in the order in which the scenarios are best done. */
  List<String> names() {
    return List.copyOf(known.keySet());
  }

  /** The same without what only looks and does not time. */
  List<String> timed() {
    return known.keySet().stream().filter(name -> !name.equals(Scenarios.FAULTS)).toList();
  }

  /**
   * Those with these names.
   *
   * @throws IllegalArgumentException if one is unknown, with the names that there are
   */
  List<Scenario> named(List<String> names) {
    List<Scenario> chosen = new ArrayList<>();
    for (String name : names) {
      List<Scenario> scenarios = known.get(name);
      if (scenarios == null) {
        throw new IllegalArgumentException(
            "no scenario is called \"%s\"; there are %s"
                .formatted(name, String.join(", ", known.keySet())));
      }
      chosen.addAll(scenarios);
    }
    return chosen;
  }
}
