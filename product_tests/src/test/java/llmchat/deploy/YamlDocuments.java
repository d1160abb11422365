package llmchat.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads YAML as kubectl and Compose do, in its version 1.1: {@code 0440} is octal, {@code <<}
 * merges. Words that only some readers take for a truth value ({@code yes}, {@code off}) have to be
 * quoted here, and a key may stand once in a mapping.
 */
final class YamlDocuments {
  private static final Pattern AMBIGUOUS =
      Pattern.compile("y|Y|n|N|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF");
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern TRUTH = Pattern.compile("true|false");
  private static final Pattern OCTAL = Pattern.compile("0[0-7]+");
  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+\\.[0-9]*([eE][-+]?[0-9]+)?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private YamlDocuments() {}

  static List<JsonNode> in(Path file) throws IOException {
    return of(Files.readString(file));
  }

  /**
   * Every document of a text.
   *
   * @throws IllegalArgumentException with the line of what must not stand there
   */
  static List<JsonNode> of(String text) {
    Iterable<Node> documents =
        new Compose(LoadSettings.builder().build()).composeAllFromString(text);
    return StreamSupport.stream(documents.spliterator(), false).map(YamlDocuments::json).toList();
  }

  private static JsonNode json(Node node) {
    return switch (node) {
      case MappingNode mapping -> object(mapping);
      case SequenceNode sequence -> {
        ArrayNode array = JSON.arrayNode();
        sequence.getValue().forEach(item -> array.add(json(item)));
        yield array;
      }
      case ScalarNode scalar -> scalar(scalar);
      default -> throw refused(node, "unknown");
    };
  }

  private static ObjectNode object(MappingNode mapping) {
    ObjectNode object = JSON.objectNode();
    ObjectNode merged = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      String key = ((ScalarNode) entry.getKeyNode()).getValue();
      JsonNode value = json(entry.getValueNode());
      if (key.equals("<<")) {
        merge(value, merged);
      } else if (object.has(key)) {
        throw refused(entry.getKeyNode(), key + " stands twice");
      } else {
        object.set(key, value);
      }
    }
    merged.forEachEntry(object::putIfAbsent);
    return object;
  }

  private static void merge(JsonNode value, ObjectNode into) {
    for (JsonNode each : value.isArray() ? value : JSON.arrayNode().add(value)) {
      each.forEachEntry(into::putIfAbsent);
    }
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return JSON.stringNode(text);
    }
    if (AMBIGUOUS.matcher(text).matches()) {
      throw refused(scalar, text + " is a word for some readers and a truth value for others");
    }
    if (NULL.matcher(text).matches()) {
      return JSON.nullNode();
    }
    if (TRUTH.matcher(text).matches()) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    if (OCTAL.matcher(text).matches()) {
      return JSON.numberNode(Integer.parseInt(text, 8));
    }
    if (WHOLE.matcher(text).matches()) {
      return whole(Long.parseLong(text));
    }
    return DECIMAL.matcher(text).matches()
        ? JSON.numberNode(Double.parseDouble(text))
        : JSON.stringNode(text);
  }

  private static JsonNode whole(long number) {
    return number == (int) number ? JSON.numberNode((int) number) : JSON.numberNode(number);
  }

  private static IllegalArgumentException refused(Node node, String reason) {
    String line = node.getStartMark().map(mark -> "line " + (mark.getLine() + 1)).orElse("?");
    return new IllegalArgumentException(line + ": " + reason);
  }
}
