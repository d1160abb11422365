package llmchat.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads all sources into values, and collects their errors. */
final class SettingsReader {
  static final String ENV_FILE = ".env";
  static final String CONFIG_FILE = "llm-chat.yaml";
  private static final String COMMAND_LINE = "command line";
  private static final String ENVIRONMENT = "environment";

  /** The result. */
  record Read(Values values, ConfigFile file, List<String> warnings) {}

  private final ConfigSpec spec;
  private final Path directory;
  private final List<Layer> layers;
  private final Problems problems;
  private final Values values = new Values();

  private SettingsReader(ConfigSpec spec, Path directory, List<Layer> layers, Problems problems) {
    this.spec = spec;
    this.directory = directory;
    this.layers = layers;
    this.problems = problems;
  }

  /** Reads everything. */
  static Read read(ConfigSpec spec, Sources sources, Problems problems) {
    Layer commandLine = Layer.of(COMMAND_LINE, underscored(sources.commandLine()));
    Layer environment =
        Layer.of(ENVIRONMENT, withoutServiceLinks(spec, sources.environment(), problems));
    Layer envFile = EnvFile.read(sources.directory().resolve(ENV_FILE), ENV_FILE, problems);
    List<Layer> beforeFile = List.of(commandLine, environment, envFile);
    ConfigFile file =
        new SettingsReader(spec, sources.directory(), beforeFile, problems).configFile();

    List<Layer> all = List.of(commandLine, environment, envFile, file.settings());
    SettingsReader reader = new SettingsReader(spec, sources.directory(), all, problems);
    reader.readAll();
    UnknownNames unknown = new UnknownNames(spec.names(), file.variables(), problems);
    unknown.inCommandLine(commandLine);
    unknown.inEnvironment(environment);
    unknown.inEnvFile(envFile);
    unknown.inConfigFile(file.settings());
    return new Read(reader.values, file, problems.warnings());
  }

  /** Reads only these texts. */
  static Read readOnly(
      ConfigSpec spec, Map<String, String> texts, Path directory, Problems problems) {
    Layer layer = Layer.of("given", underscored(texts));
    SettingsReader reader = new SettingsReader(spec, directory, List.of(layer), problems);
    reader.readAll();
    new UnknownNames(spec.names(), Set.of(), problems).inCommandLine(layer);
    return new Read(reader.values, ConfigFile.NONE, problems.warnings());
  }

  private void readAll() {
    spec.settings().forEach(this::read);
    spec.shorthands().forEach(shorthand -> shorthand.expand(values, problems));
  }

  private <T> void read(Setting<T> setting) {
    for (Layer layer : layers) {
      Optional<SourcedText> value = layer.find(setting.name());
      Optional<SourcedText> file =
          setting.mayComeFromFile() ? layer.find(setting.fileName()) : Optional.empty();
      if (value.isPresent() && file.isPresent()) {
        problems.error(
            setting.name(),
            value.get().source(),
            setting.fileName() + " (" + file.get().source() + ") is set as well",
            "keep one of the two");
        return;
      }
      if (value.isPresent()) {
        take(setting, value.get());
        return;
      }
      if (file.isPresent()) {
        Optional<SourcedText> content = SecretFile.read(directory, setting, file.get(), problems);
        // An empty file counts as not set, like an empty variable: it may be an optional secret
        // that is always mounted.
        if (content.isEmpty() || !content.get().text().isBlank()) {
          content.ifPresent(entry -> take(setting, entry));
          return;
        }
      }
    }
  }

  private <T> void take(Setting<T> setting, SourcedText entry) {
    String text = setting.isSecret() ? entry.text() : entry.text().strip();
    switch (setting.type().read(text)) {
      case Reading.Good<T>(T value) -> values.put(setting, value, entry.source());
      case Reading.Bad<T>(String problem) ->
          problems.error(
              setting.name(),
              entry.source(),
              (setting.isSecret() ? "the value" : Quoted.text(text)) + " " + problem,
              "write " + setting.type().form());
    }
  }

  private ConfigFile configFile() {
    read(Settings.CONFIG_FILE);
    Optional<Path> named = values.find(Settings.CONFIG_FILE);
    Path file = directory.resolve(named.orElse(Path.of(CONFIG_FILE)));
    if (named.isEmpty() && Files.notExists(file)) {
      return ConfigFile.NONE;
    }
    String shown = named.map(Path::toString).orElse(CONFIG_FILE);
    return ConfigFile.read(
        spec, file, shown, new FileReferences(this::variable, directory), problems);
  }

  /** A variable in the environment or {@code .env}, for {@code env.NAME} in the file. */
  private Optional<SourcedText> variable(String name) {
    return layers.stream().skip(1).flatMap(layer -> layer.find(name).stream()).findFirst();
  }

  private static Map<String, String> underscored(Map<String, String> commandLine) {
    Map<String, String> names = new LinkedHashMap<>();
    commandLine.forEach(
        (name, text) -> names.put(name.replace('-', '_').toUpperCase(Locale.ROOT), text));
    return names;
  }

  /**
   * Removes the variables that Kubernetes sets in every container for each service. For a service
   * {@code gateway} it sets {@code GATEWAY_PORT=tcp://10.0.0.1:8001}, which is not meant as our
   * setting.
   */
  private static Map<String, String> withoutServiceLinks(
      ConfigSpec spec, Map<String, String> environment, Problems problems) {
    Map<String, String> meant = new LinkedHashMap<>(environment);
    for (Setting<?> setting : spec.settings()) {
      String name = setting.name();
      if (name.endsWith("_PORT") && environment.getOrDefault(name, "").startsWith("tcp://")) {
        meant.remove(name);
        problems.warn(
            name
                + " in the environment is the address of a Kubernetes service, not a port; it is"
                + " ignored");
      }
    }
    return meant;
  }
}
