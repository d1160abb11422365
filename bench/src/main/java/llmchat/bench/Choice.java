package llmchat.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
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
import llmchat.bench.subject.App;
import llmchat.bench.subject.LlmChat;
import llmchat.bench.subject.Nginx;
import llmchat.bench.subject.Peer;
import llmchat.bench.subject.Subject;

/** Subjects or scenarios that there are, by the names that a user gives them. */
final class Choice<T> {
  private final String kind;
  private final SequencedMap<String, List<T>> known = new LinkedHashMap<>();

  private Choice(String kind) {
    this.kind = kind;
  }

  /** Scenarios in the order in which they are best done; no more streams than can be open here. */
  static Choice<Scenario> scenarios(Effort effort, int mostStreams) {
    Choice<Scenario> choice = new Choice<>("scenario");
    choice.known.put("start", List.of(new StartUp()));
    choice.known.put("json", List.of(new FullLoad()));
    choice.known.put(
        "streams",
        effort.streams().stream().<Scenario>map(set -> OpenStreams.of(set, mostStreams)).toList());
    choice.known.put("half-load", List.of(new HalfLoad()));
    choice.known.put("frontier", List.of(new Frontier()));
    choice.known.put("after-load", List.of(new AfterLoad()));
    choice.known.put(Scenarios.FAULTS, List.of(new Faults()));
    return choice;
  }

  /** nginx, LLM Chat in both forms, and whatever has a script in that folder. */
  static Choice<Subject> subjects(App app, Path peers, Consumer<String> notice) throws IOException {
    Choice<Subject> choice = new Choice<>("subject");
    List<Subject> all =
        new ArrayList<>(List.of(new Nginx(), LlmChat.standalone(app), LlmChat.split(app)));
    all.addAll(Peer.in(peers, notice));
    all.forEach(subject -> choice.known.put(subject.name(), List.of(subject)));
    return choice;
  }

  /** All of them but some. */
  List<T> allBut(String... names) {
    List<String> others = new ArrayList<>(known.keySet());
    others.removeAll(List.of(names));
    return named(others);
  }

  /**
   * Those with these names.
   *
   * @throws IllegalArgumentException if one is unknown, with the names that there are
   */
  List<T> named(List<String> names) {
    for (String name : names) {
      if (!known.containsKey(name)) {
        throw new IllegalArgumentException(
            "no %s is called \"%s\"; there are %s"
                .formatted(kind, name, String.join(", ", known.keySet())));
      }
    }
    return names.stream().flatMap(name -> known.getOrDefault(name, List.of()).stream()).toList();
  }
}
