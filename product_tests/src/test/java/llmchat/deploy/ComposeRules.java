package llmchat.deploy;

import static llmchat.server.http.DrainSettings.DRAIN_DELAY;
import static llmchat.server.http.DrainSettings.DRAIN_TIMEOUT;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.server.config.Reading;
import llmchat.server.config.Settings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Everything that holds for the Compose file. */
final class ComposeRules {
  private static final Pattern GRACE = Pattern.compile("(?:(\\d+)m)?(?:(\\d+)s)?");
  private static final Set<String> OF_THE_JVM = Set.of("JDK_JAVA_OPTIONS", "LANG", "TZ");
  private static final Duration CLOSING = Duration.ofSeconds(10);

  static final List<Rule<ComposeFile>> ALL =
      List.of(
          each(
              "a service runs as another user than root, which it names unless the image is ours",
              service ->
                  (!service.isOurs() && service.text("user").isEmpty())
                      || service.text("user").matches("(0|root)(:.*)?")),
          each(
              "a service cannot write to its root file system",
              service -> !service.json().path("read_only").asBoolean(false)),
          each(
              "a service has no capabilities",
              service ->
                  !service.words("cap_drop").contains("ALL") || service.json().has("cap_add")),
          each(
              "a service cannot gain privileges",
              service ->
                  !service.words("security_opt").contains("no-new-privileges:true")
                      || service.json().path("privileged").asBoolean(false)),
          each(
              "a service's memory is limited",
              service ->
                  !service.json().has("mem_limit")
                      && service.json().at("/deploy/resources/limits/memory").isMissingNode()),
          each(
              "a service says whether it is well",
              service ->
                  !service.isJob()
                      && !service.isOurs()
                      && service.json().at("/healthcheck/test").isMissingNode()),
          each(
              "a service starts again or says that it does not",
              service -> service.text("restart").isEmpty()),
          each(
              "an image has a tag, and it is not latest",
              service -> !PodRules.PINNED.matcher(service.image()).matches()),
          each(
              "only our services are reached from other machines",
              service -> !service.isOurs() && publishes(service)),
          each(
              "a service shares nothing with its machine",
              service ->
                  service.text("network_mode").matches("host|container:.*")
                      || Stream.of("pid", "ipc", "devices", "userns_mode")
                          .anyMatch(service.json()::has)
                      || service.mounts().anyMatch(mount -> mount.source().startsWith("/"))),
          each(
              "a service does not get the whole .env file",
              service -> service.json().has("env_file")),
          new Rule<>(
              "no setting that is secret has its value in the environment",
              ComposeRules::clearSecrets),
          new Rule<>("an environment variable of ours is a setting", ComposeRules::unknownNames),
          new Rule<>("the program starts with the settings it gets", ComposeRules::badValues),
          new Rule<>("a host among the settings is a service", ComposeRules::lostHosts),
          new Rule<>(
              "a setting that names a file of a secret names one that is made",
              ComposeRules::lostFiles),
          new Rule<>(
              "a service has longer to stop than DRAIN_DELAY and DRAIN_TIMEOUT take together",
              ComposeRules::cutStreams),
          new Rule<>(
              "a volume that is used is declared, and one that is declared is used",
              ComposeRules::looseVolumes),
          new Rule<>(
              "a network that is used is declared, and one that is declared is used",
              ComposeRules::looseNetworks),
          new Rule<>(
              "what is mounted or built from the project is there", ComposeRules::lostFolders),
          new Rule<>(
              "a service waits for services that there are, and for health only where it is told",
              ComposeRules::lostDependencies),
          new Rule<>("the file has no keys that only Compose v2 knows", ComposeRules::newKeys));

  private ComposeRules() {}

  private static Rule<ComposeFile> each(String sentence, Predicate<ComposeService> breaks) {
    return new Rule<>(
        sentence, file -> file.services().filter(breaks).map(ComposeService::toString));
  }

  private static boolean publishes(ComposeService service) {
    return service.words("ports").stream()
        .anyMatch(port -> !port.startsWith("127.0.0.1:") && !port.startsWith("[::1]:"));
  }

  private static Stream<String> clearSecrets(ComposeFile file) {
    return file.services()
        .flatMap(service ->
            service.environment().keySet().stream()
                .filter(SecretRules::isSecret)
                .map(name -> service + ", " + name));
  }

  private static Stream<String> unknownNames(ComposeFile file) {
    return file.services()
        .filter(service -> service.role().isPresent())
        .flatMap(service ->
            service.environment().keySet().stream()
                .filter(ContainerSettings.unknown())
                .filter(name -> !OF_THE_JVM.contains(name))
                .map(name -> service + ", " + name));
  }

  private static Stream<String> badValues(ComposeFile file) {
    return file.services()
        .filter(service -> service.role().isPresent())
        .flatMap(service ->
            switch (read(service)) {
              case Reading.Good<Settings> _ -> Stream.of();
              case Reading.Bad<Settings>(String problem) -> Stream.of(service + ": " + problem);
            });
  }

  private static Reading<Settings> read(ComposeService service) {
    return ContainerSettings.read(service.environment(), service.role().orElseThrow());
  }

  private static Stream<String> lostHosts(ComposeFile file) {
    return file.services()
        .filter(service -> service.role().isPresent())
        .flatMap(service ->
            read(service) instanceof Reading.Good<Settings>(Settings settings)
                ? SettingRules.targets(settings)
                    .filter(target -> file.service(target.host()).isEmpty())
                    .map(target -> service + ", " + target)
                : Stream.of());
  }

  private static Stream<String> lostFiles(ComposeFile file) {
    Set<String> made =
        file.services()
            .flatMap(service -> service.words("command").stream())
            .map(word -> word.replaceFirst("\\?$", ""))
            .filter(word -> word.contains("/") && !word.startsWith("/"))
            .collect(Collectors.toSet());
    return file.services()
        .flatMap(service ->
            service.environment().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("_FILE"))
                .filter(
                    entry -> made.stream().noneMatch(key -> entry.getValue().endsWith("/" + key)))
                .map(entry -> service + ", " + entry));
  }

  private static Stream<String> cutStreams(ComposeFile file) {
    return file.services()
        .filter(service -> service.role().isPresent())
        .filter(service ->
            read(service) instanceof Reading.Good<Settings>(Settings settings)
                && settings
                        .get(DRAIN_DELAY)
                        .plus(settings.get(DRAIN_TIMEOUT))
                        .plus(CLOSING)
                        .compareTo(grace(service))
                    > 0)
        .map(ComposeService::toString);
  }

  private static Duration grace(ComposeService service) {
    Matcher match = GRACE.matcher(service.json().path("stop_grace_period").asString("10s"));
    if (!match.matches()) {
      return Duration.ZERO;
    }
    return Duration.ofMinutes(number(match.group(1))).plusSeconds(number(match.group(2)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static Stream<String> looseVolumes(ComposeFile file) {
    return differences(
        file,
        "volumes",
        service ->
            service.mounts().filter(mount -> !mount.isFolder()).map(ComposeService.Mount::source));
  }

  private static Stream<String> looseNetworks(ComposeFile file) {
    return differences(file, "networks", service -> service.words("networks").stream());
  }

  /** What is declared and not used, or used and not declared. */
  private static Stream<String> differences(
      ComposeFile file, String section, Function<ComposeService, Stream<String>> uses) {
    Set<String> declared = new TreeSet<>(file.json().path(section).propertyNames());
    Set<String> used = file.services().flatMap(uses).collect(Collectors.toSet());
    return Stream.concat(
            declared.stream().filter(name -> !used.contains(name)),
            used.stream().filter(name -> !declared.contains(name)))
        .map(name -> section + ", " + name);
  }

  private static Stream<String> lostFolders(ComposeFile file) {
    return file.services()
        .flatMap(service -> {
          Stream<String> mounted =
              service
                  .mounts()
                  .filter(ComposeService.Mount::isFolder)
                  .map(ComposeService.Mount::source);
          JsonNode build = service.json().path("build");
          Stream<String> built =
              build.isMissingNode()
                  ? Stream.of()
                  : Stream.of(
                      build.path("context").asString("")
                          + "/"
                          + build.path("dockerfile").asString("Dockerfile"));
          return Stream.concat(mounted, built)
              .filter(path -> !Files.exists(Repository.file(path)))
              .map(path -> service + ", " + path);
        });
  }

  private static Stream<String> lostDependencies(ComposeFile file) {
    return file.services()
        .flatMap(service ->
            conditions(service)
                .filter(entry ->
                    file.service(entry.getKey())
                        .filter(other -> other.isJob() == entry.getValue().contains("completed"))
                        .isEmpty())
                .map(entry -> service + ", " + entry));
  }

  /** What it waits for, in either notation: service and condition. */
  private static Stream<Map.Entry<String, String>> conditions(ComposeService service) {
    JsonNode waits = service.json().path("depends_on");
    return waits.isArray()
        ? Resource.items(waits).map(name -> Map.entry(name.asString(""), "service_started"))
        : waits
            .propertyStream()
            .map(entry ->
                Map.entry(entry.getKey(), entry.getValue().path("condition").asString("")));
  }

  private static Stream<String> newKeys(ComposeFile file) {
    Stream<String> top =
        Stream.of("name", "include", "models").filter(file.json()::has).map(key -> key);
    Stream<String> contents =
        Resource.items(file.json().path("configs"))
            .filter(config -> config.has("content"))
            .map(_ -> "configs.content");
    Stream<String> ofServices =
        file.services()
            .flatMap(service ->
                Stream.of(
                        service.json().has("develop") ? "develop" : "",
                        service.json().at("/healthcheck").has("start_interval")
                            ? "start_interval"
                            : "",
                        service.json().at("/build").has("additional_contexts")
                            ? "additional_contexts"
                            : "",
                        service.json().has("attach") ? "attach" : "")
                    .filter(key -> !key.isEmpty())
                    .map(key -> service + ", " + key));
    return Stream.of(top, contents, ofServices).flatMap(keys -> keys);
  }
}
