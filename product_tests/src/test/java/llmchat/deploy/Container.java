package llmchat.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import llmchat.server.config.ServiceRole;
import tools.jackson.databind.JsonNode;

/** One container of a workload's pods. */
record Container(Workload workload, JsonNode json) {
  /** A port by its name and number. */
  record Port(String name, int number) {
    /** Whether a Service or a probe means this port by its name or its number. */
    boolean is(JsonNode reference) {
      return reference.isNumber()
          ? reference.asInt() == number
          : reference.asString("").equals(name);
    }
  }

  String image() {
    return json.path("image").asString("");
  }

  List<String> args() {
    return Resource.items(json.path("args")).map(argument -> argument.asString("")).toList();
  }

  Stream<Port> ports() {
    return Resource.items(json.path("ports"))
        .map(port -> new Port(port.path("name").asString(""), port.path("containerPort").asInt(0)));
  }

  /** The environment: name to text, or to nothing where the value comes from elsewhere. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    Resource.items(json.path("env"))
        .forEach(entry ->
            environment.put(entry.path("name").asString(""), entry.path("value").asString("")));
    return environment;
  }

  /** What it does, if it is one of our services. */
  Optional<ServiceRole> role() {
    if (!image().contains("llm-chat/") || args().isEmpty()) {
      return Optional.empty();
    }
    return switch (args().getFirst()) {
      case "gateway" -> Optional.of(ServiceRole.GATEWAY);
      case "inference" -> Optional.of(ServiceRole.INFERENCE);
      case "serve" -> Optional.of(ServiceRole.STANDALONE);
      default -> Optional.empty();
    };
  }

  boolean has(ServiceRole role) {
    return role().filter(role::equals).isPresent();
  }

  /** A field of the container's security context, or of its pod's. */
  JsonNode security(String field) {
    JsonNode own = json.path("securityContext").path(field);
    return own.isMissingNode() ? workload.pod().path("securityContext").path(field) : own;
  }

  @Override
  public String toString() {
    return workload + ", container " + json.path("name").asString("");
  }
}
