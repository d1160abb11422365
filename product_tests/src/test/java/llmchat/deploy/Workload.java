package llmchat.deploy;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A Deployment, StatefulSet or Job: pods made after one template. */
record Workload(Resource resource) {
  private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet", "Job");

  static boolean isOne(Resource resource) {
    return KINDS.contains(resource.kind());
  }

  /** Whether it serves until it is told to stop. */
  boolean serves() {
    return !resource.kind().equals("Job");
  }

  JsonNode pod() {
    return resource.at("/spec/template/spec");
  }

  Map<String, String> podLabels() {
    return Resource.texts(resource.at("/spec/template/metadata/labels"));
  }

  Map<String, String> selector() {
    return Resource.texts(resource.at("/spec/selector/matchLabels"));
  }

  boolean isSelectedBy(Map<String, String> labels) {
    return podLabels().entrySet().containsAll(labels.entrySet());
  }

  Stream<Container> containers() {
    return Stream.of("initContainers", "containers")
        .flatMap(list -> Resource.items(pod().path(list)))
        .map(json -> new Container(this, json));
  }

  /** Whether one of its containers has this port. */
  boolean listensOn(int port) {
    return containers().flatMap(Container::ports).anyMatch(listed -> listed.number() == port);
  }

  @Override
  public String toString() {
    return resource.toString();
  }
}
