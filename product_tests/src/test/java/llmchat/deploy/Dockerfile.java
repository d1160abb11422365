package llmchat.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The instructions of a Dockerfile, without comments, one line each. */
record Dockerfile(String name, String text, List<String> instructions) {
  static Dockerfile of(String name) throws IOException {
    String text = Files.readString(Repository.file(name));
    List<String> instructions = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      boolean goesOn = line.endsWith("\\");
      open.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (!goesOn) {
        instructions.add(open.toString());
        open.setLength(0);
      }
    }
    return new Dockerfile(name, text, instructions);
  }

  /** The instructions of one kind, such as {@code COPY}, without their first word. */
  Stream<String> all(String kind) {
    return instructions.stream()
        .filter(line -> line.toUpperCase(Locale.ROOT).startsWith(kind + " "))
        .map(line -> line.substring(kind.length()).strip());
  }

  String last(String kind) {
    return all(kind).reduce("", (_, next) -> next);
  }

  /** What builders share: every instruction before the last stage. */
  List<String> head() {
    int last = 0;
    for (int i = 0; i < instructions.size(); i++) {
      if (instructions.get(i).startsWith("FROM ")) {
        last = i;
      }
    }
    return instructions.subList(0, last);
  }
}
