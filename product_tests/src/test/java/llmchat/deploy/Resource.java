package llmchat.deploy;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** One object of the Kubernetes API. */
record Resource(JsonNode json) {
  String kind() {
    return json.path("kind").asString("");
  }

  String name() {
    return json.at("/metadata/name").asString("");
  }

  boolean is(String kind, String name) {
    return kind().equals(kind) && name().equals(name);
  }

  /** What is at a JSON pointer; a missing node where nothing is. */
  JsonNode at(String pointer) {
    return json.at(pointer);
  }

  /** The items at a JSON pointer. */
  Stream<JsonNode> each(String pointer) {
    return items(json.at(pointer));
  }

  @Override
  public String toString() {
    return kind() + "/" + name();
  }

  static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** An object whose members are texts, such as labels. */
  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.forEachEntry((name, value) -> texts.put(name, value.asString("")));
    return texts;
  }
}
