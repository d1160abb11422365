package llmchat.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import llmchat.server.config.ServiceRole;
import tools.jackson.databind.JsonNode;

/** One service of a Compose file. */
record ComposeService(String name, JsonNode json) {
  /**
   * A mount in its short notation.
   *
   * @param source a named volume, or a path that begins with a dot or a slash
   */
  record Mount(String source, String target) {
    boolean isFolder() {
      return source.startsWith(".") || source.startsWith("/");
    }
  }

  String text(String field) {
    return json.path(field).asString("");
  }

  String image() {
    return text("image");
  }

  /** Whether it runs the program of this repository. */
  boolean isOurs() {
    return image().startsWith("llm-chat/");
  }

  /** Whether it ends by itself. */
  boolean isJob() {
    return text("restart").equals("no") || text("restart").startsWith("on-failure");
  }

  /** The words of a field that may be one text or a list. */
  List<String> words(String field) {
    JsonNode value = json.path(field);
    return value.isString()
        ? List.of(value.asString().split("\\s+"))
        : Resource.items(value).map(word -> word.asString("")).toList();
  }

  /** The environment, in either notation; nothing where a value comes from the outer one. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    JsonNode declared = json.path("environment");
    declared.forEachEntry(
        (name, value) -> environment.put(name, value.isNull() ? "" : value.asString("")));
    if (declared.isArray()) {
      for (JsonNode entry : declared) {
        String[] parts = entry.asString("").split("=", 2);
        environment.put(parts[0], parts.length == 2 ? parts[1] : "");
      }
    }
    return environment;
  }

  Stream<Mount> mounts() {
    return Resource.items(json.path("volumes"))
        .map(volume -> {
          if (volume.isObject()) {
            return new Mount(
                volume.path("source").asString(""), volume.path("target").asString(""));
          }
          String[] parts = volume.asString("").split(":", -1);
          return new Mount(parts[0], parts[1]);
        });
  }

  /** What it does, if it is one of our services: its command, or its image's. */
  Optional<ServiceRole> role() {
    if (!isOurs()) {
      return Optional.empty();
    }
    List<String> command = words("command");
    String first = command.isEmpty() ? image() : command.getFirst();
    return switch (first.replaceFirst("^llm-chat/", "").replaceFirst("(-service)?:.*", "")) {
      case "gateway" -> Optional.of(ServiceRole.GATEWAY);
      case "inference" -> Optional.of(ServiceRole.INFERENCE);
      case "serve", "standalone" -> Optional.of(ServiceRole.STANDALONE);
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return "service " + name;
  }
}
