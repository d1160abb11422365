package llmchat.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import llmchat.bench.subject.App;
import llmchat.bench.subject.Nginx;
import llmchat.bench.subject.Peer;
import llmchat.bench.subject.Split;
import llmchat.bench.subject.Standalone;
import llmchat.bench.subject.Subject;

/** The subjects that there are, by their names. */
final class SubjectChoice {
  private final Map<String, Subject> known = new LinkedHashMap<>();

  /**
   * nginx, LLM Chat in both forms, and whatever has a script.
   *
   * @param peers the folder with the scripts
   * @param sources folders with the sources of peers, by their names
   * @param notice is told what takes long
   */
  SubjectChoice(App app, Path peers, Map<String, Path> sources, Consumer<String> notice)
      throws IOException {
    add(new Nginx());
    add(new Standalone(app));
    add(new Split(app));
    Peer.in(peers, variables(sources), notice).forEach(this::add);
  }

  private void add(Subject subject) {
    known.put(subject.name(), subject);
  }

  private static Map<String, String> variables(Map<String, Path> sources) {
    Map<String, String> variables = new HashMap<>();
    sources.forEach((name, folder) ->
        variables.put(
            name.toUpperCase(Locale.ROOT).replace('-', '_') + "_SOURCE",
            folder.toAbsolutePath().toString()));
    return variables;
  }

  /** All of them, in the order of the report. */
  List<Subject> all() {
    return List.copyOf(known.values());
  }

  /**
   * Those with these names.
   *
   * @throws IllegalArgumentException if one is unknown, with the names that there are
   */
  List<Subject> named(List<String> names) {
    List<Subject> chosen = new ArrayList<>();
    for (String name : names) {
      Subject subject = known.get(name);
      if (subject == null) {
        throw new IllegalArgumentException(
            "no subject is called \"%s\"; there are %s"
                .formatted(name, String.join(", ", known.keySet())));
      }
      chosen.add(subject);
    }
    return chosen;
  }
}
