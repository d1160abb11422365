package llmchat.deploy;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations of RFC 6902 that overlays use: add, replace, remove and test. */
final class JsonPatch {
  private JsonPatch() {}

  /**
   * Changes {@code target} in place.
   *
   * @param operations a list of operations
   * @throws IllegalArgumentException where one does not fit
   */
  static void apply(JsonNode operations, JsonNode target) {
    for (JsonNode each : operations) {
      apply(
          each.path("op").asString(""), each.path("path").asString(""), each.path("value"), target);
    }
  }

  static void apply(String operation, String path, JsonNode value, JsonNode target) {
    JsonPointer pointer = JsonPointer.compile(path);
    JsonNode parent = target.at(pointer.head());
    String last = pointer.last().getMatchingProperty();
    boolean there = !target.at(pointer).isMissingNode();
    if (parent.isMissingNode() || (!there && !operation.equals("add"))) {
      throw new IllegalArgumentException("nothing is at " + path);
    }
    switch (operation) {
      case "add" -> add(parent, last, value);
      case "replace" -> set(parent, last, value);
      case "remove" -> remove(parent, last);
      case "test" -> {
        if (!target.at(pointer).equals(value)) {
          throw new IllegalArgumentException(path + " is not " + value);
        }
      }
      default -> throw new IllegalArgumentException("unknown operation " + operation);
    }
  }

  private static void add(JsonNode parent, String last, JsonNode value) {
    if (parent instanceof ArrayNode array) {
      array.insert(last.equals("-") ? array.size() : Integer.parseInt(last), value);
    } else {
      ((ObjectNode) parent).set(last, value);
    }
  }

  private static void set(JsonNode parent, String last, JsonNode value) {
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), value);
    } else {
      ((ObjectNode) parent).set(last, value);
    }
  }

  private static void remove(JsonNode parent, String last) {
    if (parent instanceof ArrayNode array) {
      array.remove(Integer.parseInt(last));
    } else {
      ((ObjectNode) parent).remove(last);
    }
  }
}
