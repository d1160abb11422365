package llmchat.deploy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import llmchat.gateway.GatewayListenerSettings;
import llmchat.inference.http.InferenceListenerSettings;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Setting;
import tools.jackson.databind.JsonNode;

/** What names another part names one that is there. */
final class LinkRules {
  static final List<Rule<Cluster>> ALL =
      List.of(
          new Rule<>("there is one object of a kind and name", LinkRules::twins),
          new Rule<>(
              "a Deployment or StatefulSet selects its own pods and nobody else's",
              LinkRules::wrongSelectors),
          new Rule<>(
              "a Service, a budget and a policy select pods that there are",
              LinkRules::emptySelectors),
          new Rule<>(
              "pods are spread over nodes and zones by their own labels", LinkRules::wrongSpread),
          new Rule<>(
              "an autoscaler's target is there, and leaves the number of replicas to it",
              LinkRules::lostAutoscalers),
          new Rule<>("a StatefulSet's Service is there", LinkRules::lostStatefulSets),
          new Rule<>("a Service leads to a port of its pods", LinkRules::lostServicePorts),
          new Rule<>("a probe asks a port of its container", LinkRules::lostProbes),
          new Rule<>(
              "a probe of ours asks /livez for life and /readyz for readiness",
              LinkRules::wrongProbePaths),
          new Rule<>(
              "our containers' port is the one the program listens on", LinkRules::wrongPorts),
          new Rule<>("an Ingress leads to a Service and its port", LinkRules::lostIngresses),
          new Rule<>("an HTTPRoute leads to a Service and its port", LinkRules::lostRoutes),
          new Rule<>("a role's binding names a role and an account", LinkRules::lostBindings));

  private LinkRules() {}

  private static Stream<String> twins(Cluster cluster) {
    return cluster.resources().stream()
        .map(Resource::toString)
        .filter(name ->
            cluster.resources().stream().filter(each -> each.toString().equals(name)).count() > 1)
        .distinct();
  }

  private static Stream<String> wrongSelectors(Cluster cluster) {
    return cluster
        .workloads()
        .filter(Workload::serves)
        .filter(workload ->
            workload.selector().isEmpty()
                || !cluster.selectedBy(workload.selector()).toList().equals(List.of(workload)))
        .map(Workload::toString);
  }

  private static Stream<String> emptySelectors(Cluster cluster) {
    return Stream.of(
            selecting(cluster, "Service", "/spec/selector"),
            selecting(cluster, "PodDisruptionBudget", "/spec/selector/matchLabels"),
            selecting(cluster, "NetworkPolicy", "/spec/podSelector/matchLabels"))
        .flatMap(names -> names);
  }

  private static Stream<String> selecting(Cluster cluster, String kind, String pointer) {
    return cluster
        .all(kind)
        .filter(resource ->
            resource.at(pointer).isEmpty()
                || cluster.selectedBy(Resource.texts(resource.at(pointer))).findAny().isEmpty())
        .map(Resource::toString);
  }

  private static Stream<String> wrongSpread(Cluster cluster) {
    return cluster
        .workloads()
        .filter(workload ->
            Resource.items(workload.pod().path("topologySpreadConstraints"))
                .map(spread -> Resource.texts(spread.at("/labelSelector/matchLabels")))
                .anyMatch(labels -> labels.isEmpty() || !workload.isSelectedBy(labels)))
        .map(Workload::toString);
  }

  private static Stream<String> lostAutoscalers(Cluster cluster) {
    return cluster
        .all("HorizontalPodAutoscaler")
        .filter(scaler -> {
          JsonNode target = scaler.at("/spec/scaleTargetRef");
          return cluster
              .find(target.path("kind").asString(""), target.path("name").asString(""))
              .filter(found -> found.at("/spec/replicas").isMissingNode())
              .isEmpty();
        })
        .map(Resource::toString);
  }

  private static Stream<String> lostStatefulSets(Cluster cluster) {
    return cluster
        .all("StatefulSet")
        .filter(set -> cluster.find("Service", set.at("/spec/serviceName").asString("")).isEmpty())
        .map(Resource::toString);
  }

  private static Stream<String> lostServicePorts(Cluster cluster) {
    return cluster
        .all("Service")
        .flatMap(service ->
            service
                .each("/spec/ports")
                .filter(port ->
                    !cluster
                        .selectedBy(Resource.texts(service.at("/spec/selector")))
                        .allMatch(workload -> has(workload, target(port))))
                .map(port -> service + ", port " + port.path("port")));
  }

  /** What a Service's port leads to: the same number unless it says otherwise. */
  private static JsonNode target(JsonNode port) {
    return port.has("targetPort") ? port.path("targetPort") : port.path("port");
  }

  private static boolean has(Workload workload, JsonNode reference) {
    return workload.containers().flatMap(Container::ports).anyMatch(port -> port.is(reference));
  }

  private static Stream<String> lostProbes(Cluster cluster) {
    return cluster
        .containers()
        .filter(container ->
            Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                .map(probe -> container.json().path(probe))
                .flatMap(probe -> Stream.of(probe.at("/httpGet/port"), probe.at("/tcpSocket/port")))
                .filter(port -> !port.isMissingNode())
                .anyMatch(port -> container.ports().noneMatch(own -> own.is(port))))
        .map(Container::toString);
  }

  private static Stream<String> wrongProbePaths(Cluster cluster) {
    return cluster
        .containers()
        .filter(container -> container.role().isPresent())
        .filter(container ->
            !asks(container, "livenessProbe", "/livez")
                || !asks(container, "readinessProbe", "/readyz")
                || !asks(container, "startupProbe", "/livez"))
        .map(Container::toString);
  }

  private static boolean asks(Container container, String probe, String path) {
    JsonNode json = container.json().path(probe);
    return json.isMissingNode() || json.at("/httpGet/path").asString("").equals(path);
  }

  private static Stream<String> wrongPorts(Cluster cluster) {
    return cluster
        .containers()
        .filter(container -> container.role().isPresent())
        .filter(
            container -> container.ports().noneMatch(port -> port.number() == listening(container)))
        .map(Container::toString);
  }

  private static int listening(Container container) {
    Setting<Integer> setting =
        container.has(ServiceRole.INFERENCE)
            ? InferenceListenerSettings.INFERENCE_PORT
            : GatewayListenerSettings.GATEWAY_PORT;
    return Optional.ofNullable(container.environment().get(setting.name()))
        .map(Integer::parseInt)
        .or(() -> setting.defaultFor(ServiceRole.GATEWAY))
        .orElseThrow();
  }

  private static Stream<String> lostIngresses(Cluster cluster) {
    return cluster
        .all("Ingress")
        .filter(ingress ->
            ingress
                .each("/spec/rules")
                .flatMap(rule -> Resource.items(rule.at("/http/paths")))
                .map(path -> path.at("/backend/service"))
                .anyMatch(service ->
                    !leads(cluster, service, listed -> is(service.path("port"), listed))))
        .map(Resource::toString);
  }

  private static Stream<String> lostRoutes(Cluster cluster) {
    return cluster
        .all("HTTPRoute")
        .filter(route ->
            route
                .each("/spec/rules")
                .flatMap(rule -> Resource.items(rule.path("backendRefs")))
                .anyMatch(service ->
                    !leads(
                        cluster,
                        service,
                        listed -> listed.get("port").equals(service.get("port")))))
        .map(Resource::toString);
  }

  /** Whether there is such a Service, with such a port. */
  private static boolean leads(Cluster cluster, JsonNode service, Predicate<JsonNode> port) {
    return cluster.find("Service", service.path("name").asString("")).stream()
        .flatMap(found -> found.each("/spec/ports"))
        .anyMatch(port);
  }

  /** Whether an Ingress means a Service's port by its name or its number. */
  private static boolean is(JsonNode reference, JsonNode listed) {
    return reference.has("name")
        ? reference.path("name").equals(listed.path("name"))
        : reference.path("number").equals(listed.path("port"));
  }

  private static Stream<String> lostBindings(Cluster cluster) {
    return cluster
        .all("RoleBinding")
        .filter(binding ->
            cluster.find("Role", binding.at("/roleRef/name").asString("")).isEmpty()
                || binding
                    .each("/subjects")
                    .anyMatch(subject ->
                        cluster
                            .find("ServiceAccount", subject.path("name").asString(""))
                            .isEmpty()))
        .map(Resource::toString);
  }
}
