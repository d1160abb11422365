package llmchat.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown file of the repository. */
record Guide(Path file, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\|([^|]*)\\|");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A command of a shell, and what the guide says it prints. */
  record Example(String command, Optional<String> output) {}

  /** The repository's folder. */
  static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("llm-chat"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not within the repository");
    }
    return folder;
  }

  static Guide of(String name) throws IOException {
    Path file = home().resolve(name);
    return new Guide(file, Files.readString(file));
  }

  /** Every Markdown file that is written by hand. */
  static List<Guide> all() throws IOException {
    List<Guide> guides = new ArrayList<>();
    for (Path folder : List.of(home(), home().resolve("docs"), home().resolve("docs/decisions"))) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
          guides.add(new Guide(file, Files.readString(file)));
        }
      }
    }
    return guides;
  }

  /** The blocks marked {@code sh}, each with the block that follows as its output, if one does. */
  List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    List<MatchResult> blocks = BLOCK.matcher(text).results().toList();
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).group(1).equals("sh")) {
        boolean followed = i + 1 < blocks.size() && !blocks.get(i + 1).group(1).equals("sh");
        examples.add(
            new Example(
                blocks.get(i).group(2),
                followed ? Optional.of(blocks.get(i + 1).group(2)) : Optional.empty()));
      }
    }
    return examples;
  }

  /** Links to other files of the repository. */
  List<String> links() {
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://"))
        .toList();
  }

  /** The rows of the table between two marks, without its head. */
  List<String> rows(String table) {
    return between(table).lines().filter(line -> line.startsWith("|")).skip(2).toList();
  }

  private String between(String table) {
    return text.substring(
        text.indexOf("<!-- " + table + ": begin -->"), text.indexOf("<!-- " + table + ": end -->"));
  }

  /** The words set as code in the first column of the table between two marks. */
  Set<String> firstColumn(String table) {
    Set<String> words = new TreeSet<>();
    FIRST_CELL
        .matcher(between(table))
        .results()
        .forEach(
            row -> CODE.matcher(row.group(1)).results().forEach(word -> words.add(word.group(1))));
    return words;
  }
}
