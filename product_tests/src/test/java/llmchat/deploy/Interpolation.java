package llmchat.deploy;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Compose's variables: {@code $NAME}, {@code ${NAME:-default}}, {@code $$} for a dollar sign. */
final class Interpolation {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:(\\$)|([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?:(:?[-?+])([^}]*))?})");

  private Interpolation() {}

  /** The document as Compose sees it with these variables and no others. */
  static JsonNode of(JsonNode node, Map<String, String> variables) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.forEachEntry((name, value) -> copy.set(name, of(value, variables)));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> copy.add(of(item, variables)));
        yield copy;
      }
      default ->
          node.isString()
              ? JsonNodeFactory.instance.stringNode(text(node.asString(), variables))
              : node;
    };
  }

  private static String text(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match, variables)));
  }

  private static String value(MatchResult match, Map<String, String> variables) {
    if (match.group(1) != null) {
      return "$";
    }
    String name = match.group(2) != null ? match.group(2) : match.group(3);
    String given = variables.getOrDefault(name, "");
    String operator = match.group(4) == null ? "" : match.group(4);
    return switch (operator) {
      case ":-", "-" -> given.isEmpty() ? match.group(5) : given;
      case ":+", "+" -> given.isEmpty() ? "" : match.group(5);
      case ":?", "?" -> {
        if (given.isEmpty()) {
          throw new IllegalArgumentException(name + " has to be set: nothing starts without it");
        }
        yield given;
      }
      default -> given;
    };
  }
}
