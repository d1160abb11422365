package llmchat.deploy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.server.config.Setting;
import llmchat.standalone.ProgramSettings;
import tools.jackson.databind.JsonNode;

/** Secrets are made in the cluster, reach only who needs them, and stand in no file of ours. */
final class SecretRules {
  static final List<Rule<Cluster>> ALL =
      List.of(
          new Rule<>(
              "no Secret is written in a file",
              cluster ->
                  cluster
                      .all("Secret")
                      .filter(
                          secret -> secret.json().has("data") || secret.json().has("stringData"))
                      .map(Resource::toString)),
          new Rule<>(
              "no setting that is secret has its value in a file", SecretRules::clearSecrets),
          new Rule<>(
              "a Secret's key that is read is made by the job or by the operator",
              SecretRules::unmadeKeys),
          new Rule<>(
              "a setting that names a file of a secret names one that is mounted",
              SecretRules::lostFiles),
          new Rule<>("a ConfigMap's key that is read is there", SecretRules::lostConfiguration),
          new Rule<>("a mounted secret cannot be read by everybody", SecretRules::openSecrets),
          new Rule<>(
              "an account of the cluster may make Secrets and nothing else",
              SecretRules::tooManyRights));

  private SecretRules() {}

  private static Stream<String> clearSecrets(Cluster cluster) {
    return cluster
        .containers()
        .flatMap(container ->
            container.environment().entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey())
                .filter(SecretRules::isSecret)
                .map(name -> container + ", " + name));
  }

  /** Whether the value itself is secret; a {@code _FILE} names only where it is. */
  static boolean isSecret(String name) {
    boolean ours = ProgramSettings.SPEC.find(name).filter(Setting::isSecret).isPresent();
    return !name.endsWith("_FILE")
        && (ours || name.endsWith("PASSWORD") || name.endsWith("TOKEN") || name.endsWith("SECRET"));
  }

  private static Stream<String> unmadeKeys(Cluster cluster) {
    Set<String> made = cluster.secretKeys();
    Set<String> names =
        made.stream().map(key -> key.replaceFirst("/.*", "")).collect(Collectors.toSet());
    Stream<String> keys =
        references(cluster, "secretKeyRef")
            .map(secret -> secret.path("name").asString("") + "/" + secret.path("key").asString(""))
            .filter(key -> !made.contains(key));
    Stream<String> volumes =
        volumes(cluster, "secret")
            .map(secret -> secret.path("secretName").asString(""))
            .filter(name -> !names.contains(name));
    return Stream.concat(keys, volumes).map(secret -> "Secret " + secret);
  }

  private static Stream<JsonNode> references(Cluster cluster, String kind) {
    return cluster
        .containers()
        .flatMap(container -> Resource.items(container.json().path("env")))
        .map(entry -> entry.path("valueFrom").path(kind))
        .filter(reference -> !reference.isMissingNode())
        .filter(reference -> !reference.path("optional").asBoolean(false));
  }

  private static Stream<JsonNode> volumes(Cluster cluster, String kind) {
    return cluster
        .workloads()
        .flatMap(workload -> Resource.items(workload.pod().path("volumes")))
        .map(volume -> volume.path(kind))
        .filter(volume -> !volume.isMissingNode())
        .filter(volume -> !volume.path("optional").asBoolean(false));
  }

  private static Stream<String> lostFiles(Cluster cluster) {
    Set<String> made = cluster.secretKeys();
    return cluster
        .containers()
        .flatMap(container ->
            container.environment().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("_FILE"))
                .filter(entry -> mounted(container, entry.getValue()).noneMatch(made::contains))
                .map(entry -> container + ", " + entry.getKey()));
  }

  /** The Secret and key that lie at a path in the container. */
  private static Stream<String> mounted(Container container, String path) {
    return Resource.items(container.json().path("volumeMounts"))
        .filter(mount -> path.startsWith(mount.path("mountPath").asString("") + "/"))
        .flatMap(mount ->
            Resource.items(container.workload().pod().path("volumes"))
                .filter(volume -> volume.path("name").equals(mount.path("name")))
                .map(volume ->
                    volume.at("/secret/secretName").asString("")
                        + path.substring(mount.path("mountPath").asString("").length())));
  }

  private static Stream<String> lostConfiguration(Cluster cluster) {
    Stream<String> keys =
        references(cluster, "configMapKeyRef")
            .filter(reference ->
                cluster
                    .find("ConfigMap", reference.path("name").asString(""))
                    .filter(map -> map.at("/data").has(reference.path("key").asString("")))
                    .isEmpty())
            .map(JsonNode::toString);
    Stream<String> volumes =
        volumes(cluster, "configMap")
            .filter(volume ->
                cluster
                    .find("ConfigMap", volume.path("name").asString(""))
                    .filter(map ->
                        Resource.items(volume.path("items"))
                            .allMatch(item -> map.at("/data").has(item.path("key").asString(""))))
                    .isEmpty())
            .map(JsonNode::toString);
    return Stream.concat(keys, volumes);
  }

  private static Stream<String> openSecrets(Cluster cluster) {
    return volumes(cluster, "secret")
        .filter(secret -> (secret.path("defaultMode").asInt(0644) & 0007) != 0)
        .map(secret -> "Secret " + secret.path("secretName").asString(""));
  }

  private static Stream<String> tooManyRights(Cluster cluster) {
    Stream<Resource> wide = Stream.of("ClusterRole", "ClusterRoleBinding").flatMap(cluster::all);
    Stream<Resource> roles =
        cluster
            .all("Role")
            .filter(role ->
                !role.at("/rules")
                    .toString()
                    .equals(
                        "[{\"apiGroups\":[\"\"],\"resources\":[\"secrets\"],\"verbs\":[\"create\"]}]"));
    return Stream.concat(wide, roles).map(Resource::toString);
  }
}
