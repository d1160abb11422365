package llmchat.server.config;

import java.util.ArrayList;
import java.util.List;

/** The table that a process prints at start. */
final class SettingsTable {
  private static final int WIDEST_VALUE = 60;

  private record Row(String name, String value, String source) {}

  private SettingsTable() {}

  static String of(Settings settings) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("SETTING", "VALUE", "FROM"));
    for (Setting<?> setting : KnownSettings.ALL) {
      if (isShown(settings, setting)) {
        rows.add(row(settings, setting));
      }
    }
    int name = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    int value = rows.stream().mapToInt(row -> row.value().length()).max().orElse(0);
    StringBuilder table = new StringBuilder();
    for (Row row : rows) {
      table
          .append(padded(row.name(), name))
          .append("  ")
          .append(padded(row.value(), value))
          .append("  ")
          .append(row.source())
          .append('\n');
    }
    return table.toString();
  }

  private static boolean isShown(Settings settings, Setting<?> setting) {
    boolean ofThisRole =
        switch (setting.group()) {
          case GATEWAY, LIMITS, STORAGE -> settings.role().servesGateway();
          case INFERENCE, MODELS -> settings.role().servesInference();
          case TIMES, LOGS, PROCESS -> true;
        };
    return settings.isSet(setting) || (ofThisRole && setting.isShownAlways());
  }

  private static <T> Row row(Settings settings, Setting<T> setting) {
    if (setting.equals(KnownSettings.MODEL_NAME) && !settings.isSet(setting)) {
      return new Row(setting.name(), modelNames(settings), settings.sourceOfModels());
    }
    if (!settings.isSet(setting)) {
      return new Row(setting.name(), setting.defaultText(settings.role()), "default");
    }
    return new Row(
        setting.name(), shortened(setting.show(settings.get(setting))), settings.sourceOf(setting));
  }

  private static String modelNames(Settings settings) {
    return shortened(
        String.join(",", settings.models().models().stream().map(ModelSettings::name).toList()));
  }

  private static String shortened(String value) {
    String line = Quoted.plain(value);
    return line.length() > WIDEST_VALUE ? line.substring(0, WIDEST_VALUE - 1) + "…" : line;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
