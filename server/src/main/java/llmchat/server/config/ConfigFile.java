package llmchat.server.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code llm-chat.yaml}: settings, providers and models.
 *
 * <p>The text is composed into nodes and these are read by name to a fixed depth, so aliases cannot
 * blow it up.
 */
record ConfigFile(Layer settings, FileModels models) {
  static final List<String> NAMES = List.of("settings", "providers", "models");

  private static final int LARGEST = 1024 * 1024;

  static final ConfigFile NONE = new ConfigFile(Layer.NONE, FileModels.NONE);

  /**
   * Reads the file.
   *
   * @param shown the name of the file in messages
   * @param variables finds what {@code env.NAME} refers to
   * @param directory where relative paths in the file begin
   */
  static ConfigFile read(
      Path file,
      String shown,
      Function<String, Optional<Layer.Entry>> variables,
      Path directory,
      Problems problems) {
    return switch (TextFile.read(file, LARGEST)) {
      case Reading.Good<String>(String text) -> parse(text, shown, variables, directory, problems);
      case Reading.Bad<String>(String problem) -> {
        problems.error(shown, "", problem, "correct CONFIG_FILE or the file");
        yield NONE;
      }
    };
  }

  private static ConfigFile parse(
      String text,
      String shown,
      Function<String, Optional<Layer.Entry>> variables,
      Path directory,
      Problems problems) {
    return YamlText.read(text, shown, problems)
        .flatMap(node -> Section.of(node, shown, "", shown, problems))
        .map(section -> of(section, variables, directory, problems))
        .orElse(NONE);
  }

  private static ConfigFile of(
      Section root,
      Function<String, Optional<Layer.Entry>> variables,
      Path directory,
      Problems problems) {
    root.allow(NAMES);
    Layer settings = root.section("settings").map(s -> settings(s, problems)).orElse(Layer.NONE);
    return new ConfigFile(
        settings, new FileModelsReader(root, new FileKeys(variables, directory, problems)).read());
  }

  private static Layer settings(Section section, Problems problems) {
    Map<String, Layer.Entry> entries = new LinkedHashMap<>();
    for (String name : section.names()) {
      if (name.equals(KnownSettings.CONFIG_FILE.name())) {
        section.error(name, "cannot be set in the file that it names", "remove it");
        continue;
      }
      section.text(name).ifPresent(text -> entries.put(name, text));
      warnOfSecret(section, name, problems);
    }
    return new Layer(entries);
  }

  private static void warnOfSecret(Section section, String name, Problems problems) {
    boolean inClear =
        KnownSettings.ALL.stream().anyMatch(s -> s.isSecret() && s.name().equals(name));
    if (inClear && section.has(name)) {
      problems.warn(
          name
              + " stands in clear in "
              + section.sourceOf(name)
              + "; "
              + name
              + "_FILE or the environment keeps it out of the file");
    }
  }
}
