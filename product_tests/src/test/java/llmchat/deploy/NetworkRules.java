package llmchat.deploy;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import llmchat.server.config.ServiceRole;
import tools.jackson.databind.JsonNode;

/** Who may talk to whom: nobody, unless a policy says so. */
final class NetworkRules {
  private static final int DNS = 53;

  static final List<Rule<Cluster>> ALL =
      List.of(
          new Rule<>("a policy says who may call a pod", cluster -> unguarded(cluster, "Ingress")),
          new Rule<>("a policy says whom a pod may call", cluster -> unguarded(cluster, "Egress")),
          new Rule<>(
              "an inference service is called by gateways alone",
              cluster -> openTo(cluster, NetworkRules::isInference)),
          new Rule<>(
              "a database is called by gateways alone",
              cluster -> openTo(cluster, NetworkRules::isDatabase)),
          new Rule<>(
              "a pod may call the Services among its settings, and they may be called by it",
              NetworkRules::blocked),
          new Rule<>(
              "a pod that calls others by name may ask for addresses", NetworkRules::nameless));

  private NetworkRules() {}

  private static Stream<String> unguarded(Cluster cluster, String direction) {
    return cluster
        .workloads()
        .filter(workload -> policies(cluster, workload, direction).findAny().isEmpty())
        .map(Workload::toString);
  }

  private static Stream<Resource> policies(Cluster cluster, Workload workload, String direction) {
    return cluster
        .all("NetworkPolicy")
        .filter(policy ->
            workload.isSelectedBy(Resource.texts(policy.at("/spec/podSelector/matchLabels"))))
        .filter(policy ->
            policy.each("/spec/policyTypes").anyMatch(type -> type.asString("").equals(direction)));
  }

  private static boolean isInference(Workload workload) {
    return workload.containers().anyMatch(container -> container.has(ServiceRole.INFERENCE));
  }

  private static boolean isGateway(Workload workload) {
    return workload.containers().anyMatch(container -> container.has(ServiceRole.GATEWAY));
  }

  private static boolean isDatabase(Workload workload) {
    return workload.resource().kind().equals("StatefulSet");
  }

  private static Stream<String> openTo(Cluster cluster, Predicate<Workload> guarded) {
    return cluster
        .workloads()
        .filter(guarded)
        .flatMap(workload ->
            policies(cluster, workload, "Ingress")
                .flatMap(policy -> policy.each("/spec/ingress"))
                .filter(entry -> !namesGatewaysOnly(cluster, entry))
                .map(entry -> workload + ", from " + entry.path("from")));
  }

  private static boolean namesGatewaysOnly(Cluster cluster, JsonNode entry) {
    return !entry.path("from").isEmpty()
        && Resource.items(entry.path("from"))
            .allMatch(peer ->
                peer.size() == 1
                    && !peer.at("/podSelector/matchLabels").isEmpty()
                    && cluster
                        .selectedBy(Resource.texts(peer.at("/podSelector/matchLabels")))
                        .allMatch(NetworkRules::isGateway));
  }

  private static Stream<String> blocked(Cluster cluster) {
    return SettingRules.settings(cluster)
        .flatMap(entry -> {
          Workload from = entry.getKey().workload();
          return SettingRules.targets(entry.getValue())
              .filter(target ->
                  !cluster
                      .find("Service", target.host())
                      .filter(service ->
                          cluster
                              .selectedBy(Resource.texts(service.at("/spec/selector")))
                              .allMatch(to -> reaches(cluster, from, to, target.port())))
                      .isPresent())
              .map(target -> from + ", " + target);
        });
  }

  private static boolean reaches(Cluster cluster, Workload from, Workload to, int port) {
    return allows(cluster, from, "Egress", port, entry -> names(entry.path("to"), to))
        && allows(cluster, to, "Ingress", port, entry -> names(entry.path("from"), from));
  }

  private static boolean allows(
      Cluster cluster, Workload workload, String direction, int port, Predicate<JsonNode> peers) {
    String list = direction.equals("Egress") ? "/spec/egress" : "/spec/ingress";
    return policies(cluster, workload, direction)
        .flatMap(policy -> policy.each(list))
        .filter(entry -> peers.test(entry))
        .anyMatch(entry -> opens(entry, port));
  }

  private static boolean opens(JsonNode entry, int port) {
    return entry.path("ports").isEmpty()
        || Resource.items(entry.path("ports"))
            .anyMatch(listed -> listed.path("port").asInt(0) == port);
  }

  /** Whether a list of peers, where none means all, names these pods of the same namespace. */
  private static boolean names(JsonNode peers, Workload workload) {
    return peers.isEmpty()
        || Resource.items(peers)
            .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
            .anyMatch(
                peer -> workload.isSelectedBy(Resource.texts(peer.at("/podSelector/matchLabels"))));
  }

  private static Stream<String> nameless(Cluster cluster) {
    return cluster
        .workloads()
        .filter(
            workload -> workload.containers().anyMatch(container -> container.role().isPresent()))
        .filter(workload -> !allows(cluster, workload, "Egress", DNS, _ -> true))
        .map(Workload::toString);
  }
}
