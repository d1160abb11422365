package llmchat.deploy;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kubernetes' way to merge a part of an object into the whole: members one by one, the lists that
 * have a key item by item, and other lists as a whole.
 */
final class StrategicMerge {
  private static final String DIRECTIVE = "$patch";

  /** The lists whose items are told apart by a member, and that member. */
  private static final Map<String, String> KEYS =
      Map.of(
          "containers", "name",
          "initContainers", "name",
          "env", "name",
          "volumes", "name",
          "volumeMounts", "mountPath",
          "ports", "containerPort",
          "topologySpreadConstraints", "topologyKey",
          "imagePullSecrets", "name");

  private StrategicMerge() {}

  /** Whether the patch says that the whole object goes. */
  static boolean deletes(JsonNode patch) {
    return patch.path(DIRECTIVE).asString("").equals("delete");
  }

  /** Changes {@code target} in place. */
  static void apply(ObjectNode patch, ObjectNode target) {
    for (Map.Entry<String, JsonNode> member : Set.copyOf(patch.properties())) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      if (value.isNull()) {
        target.remove(name);
      } else if (value instanceof ObjectNode object
          && target.path(name) instanceof ObjectNode old) {
        apply(object, old);
      } else if (value instanceof ArrayNode list && KEYS.containsKey(name)) {
        mergeLists(list, target.withArray(name), KEYS.get(name));
      } else {
        target.set(name, value);
      }
    }
  }

  private static void mergeLists(ArrayNode patches, ArrayNode target, String key) {
    for (JsonNode patch : patches) {
      int at = 0;
      while (at < target.size() && !target.get(at).path(key).equals(patch.path(key))) {
        at++;
      }
      if (deletes(patch)) {
        if (at == target.size()) {
          throw new IllegalArgumentException("nothing to delete is " + patch.path(key));
        }
        target.remove(at);
      } else if (at < target.size()) {
        apply((ObjectNode) patch, (ObjectNode) target.get(at));
      } else {
        target.add(patch);
      }
    }
  }
}
