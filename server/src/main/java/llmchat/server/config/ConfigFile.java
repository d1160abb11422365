package llmchat.server.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * {@code llm-chat.yaml}: settings, and the other parts that a program declares.
 *
 * <p>Nodes are read by name to a fixed depth, so nested aliases cannot exhaust the memory.
 *
 * @param variables the names of the variables that the file refers to
 */
record ConfigFile(Layer settings, Map<FilePart<?>, Object> parts, Set<String> variables) {
  static final String SETTINGS = "settings";

  private static final int LARGEST = 1024 * 1024;

  static final ConfigFile NONE = new ConfigFile(Layer.NONE, Map.of(), Set.of());

  @SuppressWarnings("unchecked") // put() below ties the type of the value to that of the part.
  <T> T get(FilePart<T> part) {
    return (T) parts.getOrDefault(part, part.none());
  }

  /**
   * Reads the file.
   *
   * @param shown the name of the file in messages
   */
  static ConfigFile read(
      ConfigSpec spec, Path file, String shown, FileReferences references, Problems problems) {
    return switch (TextFile.read(file, LARGEST)) {
      case Reading.Good<String>(String text) ->
          YamlText.read(text, shown, problems)
              .flatMap(node -> Section.of(node, shown, "", shown, problems))
              .map(root -> of(spec, root, references))
              .orElse(NONE);
      case Reading.Bad<String>(String problem) -> {
        problems.error(shown, "", problem, "correct CONFIG_FILE or the file");
        yield NONE;
      }
    };
  }

  private static ConfigFile of(ConfigSpec spec, Section root, FileReferences references) {
    root.allow(spec.fileNames());
    Layer settings = root.section(SETTINGS).map(it -> settings(spec, it)).orElse(Layer.NONE);
    Map<FilePart<?>, Object> parts = new LinkedHashMap<>();
    spec.fileParts().forEach(part -> put(parts, part, root, references));
    return new ConfigFile(settings, parts, references.variableNames());
  }

  private static <T> void put(
      Map<FilePart<?>, Object> parts, FilePart<T> part, Section root, FileReferences references) {
    parts.put(part, part.reader().read(root, references));
  }

  private static Layer settings(ConfigSpec spec, Section section) {
    Map<String, SourcedText> entries = new LinkedHashMap<>();
    for (String name : section.names()) {
      if (name.equals(Settings.CONFIG_FILE.name())) {
        section.error(name, "cannot be set in the file that it names", "remove it");
        continue;
      }
      section.text(name).ifPresent(text -> entries.put(name, text));
      warnOfSecret(spec, section, name);
    }
    return new Layer(entries);
  }

  private static void warnOfSecret(ConfigSpec spec, Section section, String name) {
    boolean inClear =
        spec.settings().stream().anyMatch(it -> it.isSecret() && it.name().equals(name));
    if (inClear && section.has(name)) {
      section.warn(
          name
              + " is in plain text in "
              + section.sourceOf(name)
              + "; "
              + name
              + "_FILE or the environment keeps it out of the file");
    }
  }
}
