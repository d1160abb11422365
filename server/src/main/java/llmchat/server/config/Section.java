package llmchat.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping in the configuration file, with its position. Errors in it are added to the problems.
 */
public final class Section {
  private final Map<String, Node> children = new LinkedHashMap<>();
  private final String file;
  private final String path;
  private final String name;
  private final String source;
  private final Problems problems;

  private Section(MappingNode node, String file, String path, String name, Problems problems) {
    this.file = file;
    this.path = path;
    this.name = name;
    this.source = source(node, file);
    this.problems = problems;
    node.getValue().forEach(this::add);
  }

  /** The node as a mapping; empty, with an error added, if it is something else. */
  static Optional<Section> of(Node node, String file, String path, String name, Problems problems) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new Section(mapping, file, path, name, problems));
    }
    if (!isNull(node)) {
      problems.error(
          path.isEmpty() ? file : path,
          source(node, file),
          "is not a mapping",
          "write names with values below it, as in name: value");
    }
    return Optional.empty();
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      problems.error(
          here(),
          source(tuple.getKeyNode(), file),
          "has a name that is not text",
          "write a plain name");
      return;
    }
    if (children.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
      problems.error(pathOf(key.getValue()), source(key, file), "is given twice", "keep one");
    }
  }

  /** Its names, in order. */
  public List<String> names() {
    return List.copyOf(children.keySet());
  }

  /** The file and line at which it begins. */
  public String source() {
    return source;
  }

  /** The file and line at which the value of that name begins; those of the section without one. */
  public String sourceOf(String name) {
    Node node = children.get(name);
    return node == null ? source : source(node, file);
  }

  /** The path of a name in it, such as {@code models.fast.targets}. */
  public String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Adds an error for each name that is not one of these. */
  public void allow(List<String> known) {
    for (String name : children.keySet()) {
      if (!known.contains(name)) {
        error(
            name,
            "is unknown",
            Spelling.advice(name, known, "only " + String.join(", ", known) + " can stand here"));
      }
    }
  }

  /** Whether there is a value of that name. */
  public boolean has(String name) {
    Node node = children.get(name);
    return node != null && !isNull(node);
  }

  /** Its own name. */
  public String name() {
    return name;
  }

  /** The mapping of that name; empty, with an error added, if the name has no value. */
  public Optional<Section> child(String name) {
    if (!has(name)) {
      error(name, "is empty", "write its values below it, or remove it");
    }
    return section(name);
  }

  /** The mapping of that name. */
  public Optional<Section> section(String name) {
    return Optional.ofNullable(children.get(name))
        .flatMap(node -> of(node, file, pathOf(name), name, problems));
  }

  /** The mappings in the list of that name. */
  public List<Section> sections(String name) {
    Node node = children.get(name);
    if (node == null || isNull(node)) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      error(name, "is not a list", "write its items in [ ] or on lines that begin with -");
      return List.of();
    }
    List<Node> items = sequence.getValue();
    return IntStream.range(0, items.size())
        .mapToObj(i -> of(items.get(i), file, pathOf(name) + "[" + i + "]", name, problems))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Whether the value of that name is a list without items. */
  public boolean isEmptyList(String name) {
    return children.get(name) instanceof SequenceNode list && list.getValue().isEmpty();
  }

  /** The text of that name, as written. */
  public Optional<SourcedText> text(String name) {
    Node node = children.get(name);
    if (node == null || isNull(node)) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar) {
      return Optional.of(new SourcedText(scalar.getValue(), source(node, file)))
          .filter(entry -> !entry.text().isBlank());
    }
    error(name, "is not a single value", "write one value on the same line");
    return Optional.empty();
  }

  /** The value of that name. */
  public <T> Optional<T> value(String name, ValueType<T> type) {
    return text(name).flatMap(entry -> read(name, entry.text().strip(), type));
  }

  private <T> Optional<T> read(String name, String text, ValueType<T> type) {
    return switch (type.read(text)) {
      case Reading.Good<T>(T value) -> Optional.of(value);
      case Reading.Bad<T>(String problem) -> {
        error(name, Quoted.text(text) + " " + problem, "write " + type.form());
        yield Optional.empty();
      }
    };
  }

  /** Adds an error about the value of that name. */
  public void error(String name, String problem, String advice) {
    problems.error(errorAt(name, problem, advice));
  }

  /** An error about the value of that name. */
  public ConfigError errorAt(String name, String problem, String advice) {
    return new ConfigError(pathOf(name), sourceOf(name), problem, advice);
  }

  /** Adds an error about the section. */
  public void error(String problem, String advice) {
    problems.error(here(), source, problem, advice);
  }

  /** Adds a warning: one sentence without a full stop. */
  public void warn(String warning) {
    problems.warn(warning);
  }

  private String here() {
    return path.isEmpty() ? file : path;
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String source(Node node, String file) {
    return node.getStartMark().map(Mark::getLine).map(line -> file + ":" + (line + 1)).orElse(file);
  }
}
