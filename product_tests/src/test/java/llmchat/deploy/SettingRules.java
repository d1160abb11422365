package llmchat.deploy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import llmchat.gateway.limits.LimitSettings;
import llmchat.gateway.store.DatabaseSettings;
import llmchat.server.config.Reading;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.server.models.ModelSettings;
import llmchat.server.models.Routing;

/** What a manifest tells the program is what the program understands. */
final class SettingRules {
  static final List<Rule<Cluster>> ALL =
      List.of(
          new Rule<>("an environment variable of ours is a setting", SettingRules::unknownNames),
          new Rule<>("the program starts with the settings it gets", SettingRules::badValues),
          new Rule<>("a host among the settings is a Service", SettingRules::lostHosts),
          new Rule<>(
              "a model is routed to an inference service that serves it",
              SettingRules::lostModels));

  private SettingRules() {}

  private static Stream<String> unknownNames(Cluster cluster) {
    return cluster
        .containers()
        .filter(container -> container.role().isPresent())
        .flatMap(container ->
            container.environment().keySet().stream()
                .filter(ContainerSettings.unknown())
                .map(name -> container + ", " + name));
  }

  private static Stream<String> badValues(Cluster cluster) {
    return cluster
        .containers()
        .filter(container -> container.role().isPresent())
        .flatMap(container ->
            switch (read(container)) {
              case Reading.Good<Settings> _ -> Stream.of();
              case Reading.Bad<Settings>(String problem) -> Stream.of(container + ": " + problem);
            });
  }

  private static Reading<Settings> read(Container container) {
    return ContainerSettings.read(container.environment(), container.role().orElseThrow());
  }

  /** The settings of every container that the program would start. */
  static Stream<Map.Entry<Container, Settings>> settings(Cluster cluster) {
    return cluster
        .containers()
        .filter(container -> container.role().isPresent())
        .flatMap(container ->
            read(container) instanceof Reading.Good<Settings>(Settings settings)
                ? Stream.of(Map.entry(container, settings))
                : Stream.of());
  }

  /** The servers within the cluster that a container calls. */
  static Stream<Target> targets(Settings settings) {
    return Stream.of(
            target(settings, DatabaseSettings.POSTGRES_HOST, DatabaseSettings.POSTGRES_PORT),
            target(settings, LimitSettings.REDIS_HOST, LimitSettings.REDIS_PORT),
            Routing.of(settings).inference().values().stream()
                .map(address -> new Target(address.getHost(), address.getPort())))
        .flatMap(Function.identity());
  }

  /** A server by its name and port. */
  record Target(String host, int port) {}

  private static Stream<Target> target(
      Settings settings, Setting<String> host, Setting<Integer> port) {
    return settings.find(host).stream().map(name -> new Target(name, settings.get(port)));
  }

  private static Stream<String> lostHosts(Cluster cluster) {
    return settings(cluster)
        .flatMap(entry ->
            targets(entry.getValue())
                .filter(target ->
                    cluster.find("Service", target.host()).stream()
                        .flatMap(service -> service.each("/spec/ports"))
                        .noneMatch(port -> port.path("port").asInt(0) == target.port()))
                .map(target -> entry.getKey() + ", " + target));
  }

  private static Stream<String> lostModels(Cluster cluster) {
    return settings(cluster)
        .flatMap(entry ->
            Routing.of(entry.getValue()).inference().entrySet().stream()
                .filter(route -> !serves(cluster, route.getValue(), route.getKey()))
                .map(route -> entry.getKey() + ", " + route));
  }

  private static boolean serves(Cluster cluster, URI address, String model) {
    return cluster
        .find("Service", address.getHost())
        .filter(service ->
            cluster
                .selectedBy(Resource.texts(service.at("/spec/selector")))
                .flatMap(Workload::containers)
                .filter(container -> container.has(ServiceRole.INFERENCE))
                .map(container -> container.environment().get(ModelSettings.MODEL_NAME.name()))
                .anyMatch(names -> names != null && List.of(names.split(",")).contains(model)))
        .isPresent();
  }
}
