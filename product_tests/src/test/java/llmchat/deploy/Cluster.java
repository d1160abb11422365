package llmchat.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a namespace holds after everything was applied.
 *
 * @param ownSecrets the keys ({@code name/KEY}) of Secrets that the operator makes
 */
record Cluster(List<Resource> resources, Set<String> ownSecrets) {
  Cluster {
    resources = List.copyOf(resources);
    ownSecrets = Set.copyOf(ownSecrets);
  }

  static Cluster of(List<JsonNode> objects) {
    return new Cluster(objects.stream().map(Resource::new).toList(), Set.of());
  }

  static Cluster ofFiles(List<Path> files) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (Path file : files) {
      objects.addAll(YamlDocuments.in(file));
    }
    return of(objects);
  }

  Stream<Resource> all(String kind) {
    return resources.stream().filter(resource -> resource.kind().equals(kind));
  }

  Optional<Resource> find(String kind, String name) {
    return resources.stream().filter(resource -> resource.is(kind, name)).findFirst();
  }

  /** Everything that runs pods. */
  Stream<Workload> workloads() {
    return resources.stream().filter(Workload::isOne).map(Workload::new);
  }

  Stream<Container> containers() {
    return workloads().flatMap(Workload::containers);
  }

  /** The workloads whose pods have all these labels. */
  Stream<Workload> selectedBy(Map<String, String> labels) {
    return workloads().filter(workload -> workload.isSelectedBy(labels));
  }

  /** The keys ({@code name/KEY}) of every Secret that will be there. */
  Set<String> secretKeys() {
    Set<String> keys = new TreeSet<>(ownSecrets);
    containers()
        .filter(container -> container.args().contains("make-secrets"))
        .flatMap(container -> container.args().stream())
        .filter(argument -> argument.contains("/"))
        .forEach(keys::add);
    return keys;
  }
}
