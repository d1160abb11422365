package llmchat.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds a folder with a {@code kustomization.yaml}, as far as ours go: resources, components,
 * images and patches of both kinds. Unknown fields, files that are not there and patches without a
 * target are mistakes.
 */
final class Overlay {
  private static final Set<String> FIELDS =
      Set.of("apiVersion", "kind", "resources", "components", "images", "patches");
  private static final Pattern OWN_SECRET =
      Pattern.compile("(?s)kubectl create secret (?:generic|tls) (\\S+)((?:(?!kubectl).)*)");
  private static final Pattern KEY = Pattern.compile("--from-literal=([A-Z_]+)=");

  private final List<JsonNode> objects = new ArrayList<>();
  private final Set<String> ownSecrets = new TreeSet<>();

  private Overlay() {}

  /** What {@code kubectl apply -k} would apply of a folder that has these, one after the other. */
  static Cluster build(Path... folders) throws IOException {
    Overlay overlay = new Overlay();
    for (Path folder : folders) {
      overlay.add(folder);
    }
    return new Cluster(overlay.objects.stream().map(Resource::new).toList(), overlay.ownSecrets);
  }

  private void add(Path folder) throws IOException {
    Path file = folder.resolve("kustomization.yaml");
    JsonNode kustomization = YamlDocuments.in(file).getFirst();
    for (String field : kustomization.propertyNames()) {
      if (!FIELDS.contains(field)) {
        throw new IllegalArgumentException(file + ": " + field + " is not known here");
      }
    }
    findOwnSecrets(Files.readString(file));
    for (JsonNode resource : kustomization.path("resources")) {
      Path path = folder.resolve(resource.asString(""));
      if (Files.isDirectory(path)) {
        add(path);
      } else {
        objects.addAll(YamlDocuments.in(path));
      }
    }
    for (JsonNode component : kustomization.path("components")) {
      add(folder.resolve(component.asString("")));
    }
    for (JsonNode patch : kustomization.path("patches")) {
      patch(folder, patch);
    }
    kustomization.path("images").forEach(this::rename);
  }

  /** The Secrets that the file's comments tell the operator to make before. */
  private void findOwnSecrets(String text) {
    OWN_SECRET
        .matcher(text)
        .results()
        .forEach(secret ->
            KEY.matcher(secret.group(2))
                .results()
                .forEach(key -> ownSecrets.add(secret.group(1) + "/" + key.group(1))));
  }

  private void patch(Path folder, JsonNode patch) throws IOException {
    String text =
        patch.has("path")
            ? Files.readString(folder.resolve(patch.path("path").asString("")))
            : patch.path("patch").asString("");
    JsonNode change = YamlDocuments.of(text).getFirst();
    JsonNode target = patch.has("target") ? patch.path("target") : named(change);
    List<JsonNode> meant = objects.stream().filter(object -> matches(target, object)).toList();
    if (meant.isEmpty()) {
      throw new IllegalArgumentException(folder + ": no object is " + target);
    }
    if (change.isArray()) {
      meant.forEach(object -> JsonPatch.apply(change, object));
    } else if (StrategicMerge.deletes(change)) {
      objects.removeAll(meant);
    } else {
      meant.forEach(object -> StrategicMerge.apply((ObjectNode) change, (ObjectNode) object));
    }
  }

  private static JsonNode named(JsonNode object) {
    return ((ObjectNode) object.path("metadata").deepCopy()).set("kind", object.path("kind"));
  }

  private static boolean matches(JsonNode target, JsonNode object) {
    Resource resource = new Resource(object);
    return target.path("kind").asString("").equals(resource.kind())
        && target.path("name").asString(resource.name()).equals(resource.name());
  }

  private void rename(JsonNode image) {
    String name = image.path("name").asString("");
    for (JsonNode object : objects) {
      for (JsonNode parent : object.findParents("image")) {
        String[] parts = parent.path("image").asString("").split(":", 2);
        if (parts[0].equals(name)) {
          String tag = image.path("newTag").asString(parts[1]);
          ((ObjectNode) parent).put("image", image.path("newName").asString(name) + ":" + tag);
        }
      }
    }
  }
}
