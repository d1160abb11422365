package llmchat.standalone.settings;

import java.util.List;
import java.util.stream.Stream;
import llmchat.server.config.Group;
import llmchat.server.config.Reading;
import llmchat.server.config.ServiceRole;
import llmchat.server.config.Setting;
import llmchat.server.config.Settings;
import llmchat.standalone.ProgramSettings;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the pages that list the settings, from {@link ProgramSettings}. */
final class Pages {
  static final JsonMapper JSON = JsonMapper.shared();

  private static final String BEGIN = "<!-- settings: begin -->\n";
  private static final String END = "<!-- settings: end -->";

  private Pages() {}

  /** The guide with its tables made anew. */
  static String guide(String guide) {
    int begin = guide.indexOf(BEGIN) + BEGIN.length();
    return guide.substring(0, begin) + tables() + guide.substring(guide.indexOf(END));
  }

  private static String tables() {
    StringBuilder text = new StringBuilder();
    for (Group group : Group.values()) {
      text.append("\n### ").append(group.title()).append("\n\n");
      text.append("| setting | what it is | value | default |\n|---|---|---|---|\n");
      settings(group).forEach(setting -> text.append(row(setting)));
    }
    return text.append('\n').toString();
  }

  private static String row(Setting<?> setting) {
    String file = setting.mayComeFromFile() ? " (or `" + setting.fileName() + "`)" : "";
    return "| `%s` | %s%s | %s | %s |\n"
        .formatted(
            setting.name(),
            cell(setting.description()),
            file,
            cell(setting.type().form()),
            cell(defaultCell(setting)));
  }

  private static String defaultCell(Setting<?> setting) {
    String standalone = setting.defaultText(ServiceRole.STANDALONE);
    String apart = setting.defaultText(ServiceRole.GATEWAY);
    if (standalone.isEmpty()) {
      return "none";
    }
    String first = isLiteral(setting) ? "`" + standalone + "`" : standalone;
    return standalone.equals(apart)
        ? first
        : first + " in one process, `" + apart + "` in a service of its own";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  /** The example of a {@code .env} file. */
  static String example() {
    StringBuilder text =
        new StringBuilder(
            """
            # Copy this file to .env and take the # off the lines that you need.
            # The environment and the command line win over it. docs/configuration.md explains more.
            # Each line shows the default; where nothing follows the = there is none.
            """);
    for (Group group : Group.values()) {
      text.append("\n### ").append(group.title()).append('\n');
      settings(group).forEach(setting -> text.append(example(setting)));
    }
    return text.toString();
  }

  private static String example(Setting<?> setting) {
    String fallback = setting.defaultText(ServiceRole.STANDALONE);
    boolean literal = isLiteral(setting);
    String unset = literal || fallback.isEmpty() ? "" : "; not set: " + fallback;
    String apart = setting.defaultText(ServiceRole.GATEWAY);
    String elsewhere = apart.equals(fallback) ? "" : " (" + apart + " in a service of its own)";
    return "\n# %s%s%s\n# %s=%s\n"
        .formatted(
            setting.description(), elsewhere, unset, setting.name(), literal ? fallback : "");
  }

  /** The schema with its settings made anew. */
  static String schema(String schema) {
    ObjectNode root = (ObjectNode) JSON.readTree(schema);
    ObjectNode properties = (ObjectNode) root.at("/properties/settings/properties");
    properties.removeAll();
    for (Setting<?> setting : ProgramSettings.SPEC.settings()) {
      if (!setting.equals(Settings.CONFIG_FILE)) {
        describe(properties.putObject(setting.name()), setting.description());
        if (setting.mayComeFromFile()) {
          properties
              .putObject(setting.fileName())
              .put("description", "File that holds " + setting.name())
              .put("type", "string");
        }
      }
    }
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(lines);
    return JSON.writer().with(printer).writeValueAsString(root) + "\n";
  }

  private static void describe(ObjectNode property, String description) {
    property.put("description", description);
    property.putArray("type").add("string").add("number").add("boolean").add("null");
  }

  private static boolean isLiteral(Setting<?> setting) {
    return setting.defaultFor(ServiceRole.STANDALONE).isPresent()
        && setting.type().read(setting.defaultText(ServiceRole.STANDALONE)) instanceof Reading.Good;
  }

  private static List<Setting<?>> settings(Group group) {
    return ProgramSettings.SPEC.settings().stream()
        .<Setting<?>>flatMap(it -> it.group() == group ? Stream.of(it) : Stream.empty())
        .toList();
  }
}
