package llmchat.deploy;

import static llmchat.server.http.DrainSettings.DRAIN_DELAY;
import static llmchat.server.http.DrainSettings.DRAIN_TIMEOUT;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Setting;
import tools.jackson.databind.JsonNode;

/** What holds for every pod, whatever runs in it. */
final class PodRules {
  /** A tag that says a version, or a digest. */
  static final Pattern PINNED = Pattern.compile("[^:@]+(:(?!latest$)[^:@/]+|@sha256:.+)");

  /** What a process takes to end after the last call has. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  static final List<Rule<Cluster>> ALL =
      List.of(
          each(
              "a container that serves says when it is ready",
              container -> serves(container) && container.json().path("readinessProbe").isEmpty()),
          each(
              "a container that serves says when it is alive",
              container -> serves(container) && container.json().path("livenessProbe").isEmpty()),
          each(
              "a container asks for processor time and memory",
              container ->
                  container.json().at("/resources/requests/cpu").isMissingNode()
                      || container.json().at("/resources/requests/memory").isMissingNode()),
          each(
              "a container's memory is limited",
              container -> container.json().at("/resources/limits/memory").isMissingNode()),
          each(
              "a container runs as another user than root",
              container ->
                  !container.security("runAsNonRoot").asBoolean(false)
                      || container.security("runAsUser").asInt(0) == 0),
          each(
              "a container cannot write to its root file system",
              container -> !container.security("readOnlyRootFilesystem").asBoolean(false)),
          each(
              "a container cannot gain privileges",
              container ->
                  container.security("allowPrivilegeEscalation").asBoolean(true)
                      || container.security("privileged").asBoolean(false)),
          each(
              "a container has no capabilities",
              container ->
                  !container
                          .json()
                          .at("/securityContext/capabilities/drop")
                          .toString()
                          .contains("\"ALL\"")
                      || !container.json().at("/securityContext/capabilities/add").isEmpty()),
          each(
              "a container's system calls are filtered",
              container ->
                  !container
                      .security("seccompProfile")
                      .path("type")
                      .asString("")
                      .equals("RuntimeDefault")),
          each(
              "an image has a tag, and it is not latest",
              container -> !PINNED.matcher(container.image()).matches()),
          new Rule<>(
              "a pod shares nothing with its node",
              cluster ->
                  cluster.workloads().filter(PodRules::sharesWithNode).map(Workload::toString)),
          new Rule<>(
              "a pod has a token of the cluster only where a role gives it rights",
              PodRules::tokensWithoutRole),
          new Rule<>(
              "a pod without a token does not get the Services beside it as settings",
              cluster ->
                  cluster
                      .workloads()
                      .filter(workload -> !hasToken(workload))
                      .filter(workload -> workload.pod().path("enableServiceLinks").asBoolean(true))
                      .map(Workload::toString)),
          new Rule<>("a mount has its volume, and a volume its mount", PodRules::looseVolumes),
          new Rule<>(
              "a folder in a pod's own memory or on its node's disk is bounded",
              PodRules::boundlessFolders),
          new Rule<>(
              "a pod has longer to stop than preStop, DRAIN_DELAY and DRAIN_TIMEOUT take together",
              PodRules::cutStreams));

  private PodRules() {}

  private static Rule<Cluster> each(String sentence, Predicate<Container> breaks) {
    return new Rule<>(
        sentence, cluster -> cluster.containers().filter(breaks).map(Container::toString));
  }

  private static boolean serves(Container container) {
    return container.workload().serves();
  }

  private static boolean sharesWithNode(Workload workload) {
    JsonNode pod = workload.pod();
    return Stream.of("hostNetwork", "hostPID", "hostIPC")
            .anyMatch(field -> pod.path(field).asBoolean(false))
        || !pod.findValues("hostPath").isEmpty()
        || !pod.findValues("hostPort").isEmpty();
  }

  static boolean hasToken(Workload workload) {
    return workload.pod().path("automountServiceAccountToken").asBoolean(true);
  }

  private static Stream<String> tokensWithoutRole(Cluster cluster) {
    Set<String> bound =
        cluster
            .all("RoleBinding")
            .flatMap(binding -> binding.each("/subjects"))
            .map(subject -> subject.path("name").asString(""))
            .collect(Collectors.toSet());
    return cluster
        .workloads()
        .filter(PodRules::hasToken)
        .filter(workload ->
            !bound.contains(workload.pod().path("serviceAccountName").asString("default")))
        .map(Workload::toString);
  }

  private static Stream<String> looseVolumes(Cluster cluster) {
    return cluster
        .workloads()
        .flatMap(workload -> {
          Set<String> volumes =
              Stream.concat(
                      names(workload.pod().path("volumes")),
                      workload
                          .resource()
                          .each("/spec/volumeClaimTemplates")
                          .map(claim -> claim.at("/metadata/name").asString("")))
                  .collect(Collectors.toSet());
          Set<String> mounts =
              workload
                  .containers()
                  .flatMap(container -> names(container.json().path("volumeMounts")))
                  .collect(Collectors.toSet());
          return Stream.concat(
                  mounts.stream().filter(mount -> !volumes.contains(mount)),
                  volumes.stream().filter(volume -> !mounts.contains(volume)))
              .map(name -> workload + ", volume " + name);
        });
  }

  private static Stream<String> names(JsonNode list) {
    return Resource.items(list).map(item -> item.path("name").asString(""));
  }

  private static Stream<String> boundlessFolders(Cluster cluster) {
    return cluster
        .workloads()
        .flatMap(workload ->
            Resource.items(workload.pod().path("volumes"))
                .filter(volume -> volume.has("emptyDir"))
                .filter(volume -> volume.at("/emptyDir/sizeLimit").isMissingNode())
                .map(volume -> workload + ", volume " + volume.path("name").asString("")));
  }

  private static Stream<String> cutStreams(Cluster cluster) {
    return cluster
        .containers()
        .filter(container -> container.role().isPresent())
        .filter(container -> {
          Duration stopping =
              Duration.ofSeconds(container.json().at("/lifecycle/preStop/sleep/seconds").asLong(0))
                  .plus(time(container, DRAIN_DELAY))
                  .plus(time(container, DRAIN_TIMEOUT))
                  .plus(CLOSING);
          long given = container.workload().pod().path("terminationGracePeriodSeconds").asLong(30);
          return stopping.toSeconds() > given;
        })
        .map(Container::toString);
  }

  private static Duration time(Container container, Setting<Duration> setting) {
    String text = container.environment().get(setting.name());
    return text == null
        ? setting.defaultFor(ServiceRole.GATEWAY).orElseThrow()
        : Times.read(setting, text);
  }
}
