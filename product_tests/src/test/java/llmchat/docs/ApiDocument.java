package llmchat.docs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import llmchat.gateway.docs.DocsRoutes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published API document, read for comparison. */
record ApiDocument(JsonNode root) {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  static ApiDocument published() throws IOException {
    try (InputStream in = DocsRoutes.class.getResourceAsStream("openapi.json")) {
      return new ApiDocument(JsonMapper.shared().readTree(Objects.requireNonNull(in)));
    }
  }

  /** Every operation by method and path, such as {@code GET /metrics}. */
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    root.path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) -> {
              if (METHODS.contains(method)) {
                operations.put(method.toUpperCase(java.util.Locale.ROOT) + " " + path, operation);
              }
            }));
    return operations;
  }

  /** What a reference of this document points to; a missing node if nothing is there. */
  JsonNode at(String reference) {
    return reference.startsWith("#/")
        ? root.at(reference.substring(1))
        : JsonMapper.shared().missingNode();
  }

  /** The node itself, or what it refers to. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? at(node.path("$ref").asString()) : node;
  }

  /** Every reference in the document. */
  List<String> references() {
    List<String> found = new ArrayList<>();
    walk(
        root,
        (place, node) -> {
          if (node.path("$ref").isString()) {
            found.add(node.path("$ref").asString());
          }
        });
    return found;
  }

  /** Shows every example of a body with the schema that stands beside it. */
  void examples(BiConsumer<JsonNode, JsonNode> reader) {
    walk(
        root,
        (place, node) -> {
          if (place.equals("/application/json") && node.has("schema")) {
            if (node.has("example")) {
              reader.accept(node.path("schema"), node.path("example"));
            }
            node.path("examples")
                .forEach(example -> reader.accept(node.path("schema"), example.path("value")));
          }
        });
  }

  private static void walk(JsonNode node, BiConsumer<String, JsonNode> reader) {
    node.forEachEntry((name, child) -> {
      reader.accept("/" + name, child);
      walk(child, reader);
    });
    if (node.isArray()) {
      node.forEach(child -> {
        reader.accept("", child);
        walk(child, reader);
      });
    }
  }
}
