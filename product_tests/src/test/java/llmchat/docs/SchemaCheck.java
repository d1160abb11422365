package llmchat.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Compares JSON with a schema, as far as our document uses schemas: types, required and closed
 * members, items, enumerations, constants, alternatives and references.
 */
final class SchemaCheck {
  private final ApiDocument document;
  private final List<String> problems = new ArrayList<>();

  private SchemaCheck(ApiDocument document) {
    this.document = document;
  }

  /** What does not fit; empty if all does. */
  static List<String> problems(ApiDocument document, JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck(document);
    check.check("", schema, value);
    return check.problems;
  }

  private void check(String place, JsonNode maybeReference, JsonNode value) {
    JsonNode schema = document.resolved(maybeReference);
    if (schema.has("type") && !hasType(schema.path("type"), value)) {
      problems.add(place + " is not " + schema.path("type") + ": " + value);
      return;
    }
    if (schema.has("const") && !schema.path("const").equals(value)) {
      problems.add(place + " is not " + schema.path("const"));
    }
    if (schema.has("enum") && !contains(schema.path("enum"), value)) {
      problems.add(place + " is none of " + schema.path("enum"));
    }
    alternatives(place, schema, value);
    members(place, schema, value);
    if (value.isArray() && schema.has("items")) {
      value.forEach(item -> check(place + "[]", schema.path("items"), item));
    }
  }

  private void alternatives(String place, JsonNode schema, JsonNode value) {
    for (String keyword : List.of("oneOf", "anyOf")) {
      if (schema.has(keyword)
          && stream(schema.path(keyword))
              .noneMatch(choice -> problems(document, choice, value).isEmpty())) {
        problems.add(place + " fits none of " + keyword);
      }
    }
  }

  private void members(String place, JsonNode schema, JsonNode value) {
    if (!value.isObject()) {
      return;
    }
    schema
        .path("required")
        .forEach(name -> {
          if (!value.has(name.asString())) {
            problems.add(place + "/" + name.asString() + " is missing");
          }
        });
    JsonNode known = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    boolean closed = schema.has("properties") && others.isMissingNode();
    value.forEachEntry((name, member) -> {
      if (known.has(name)) {
        check(place + "/" + name, known.path(name), member);
      } else if (closed) {
        problems.add(place + "/" + name + " is not described");
      } else if (others.isObject()) {
        check(place + "/" + name, others, member);
      }
    });
  }

  private static boolean hasType(JsonNode type, JsonNode value) {
    return type.isArray() ? stream(type).anyMatch(one -> is(one, value)) : is(type, value);
  }

  private static boolean is(JsonNode type, JsonNode value) {
    return switch (type.asString()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> false;
    };
  }

  private static boolean contains(JsonNode list, JsonNode value) {
    return stream(list).anyMatch(value::equals);
  }

  private static java.util.stream.Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
