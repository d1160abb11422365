package llmchat.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The table that a process prints at start. */
final class SettingsTable {
  private static final int WIDEST_VALUE = 60;

  private record Row(String name, String value, String source) {}

  private SettingsTable() {}

  static String of(ConfigSpec spec, Settings settings) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("SETTING", "VALUE", "FROM"));
    for (Setting<?> setting : spec.settings()) {
      if (isShown(settings, setting)) {
        rows.add(row(spec, settings, setting));
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
    return settings.isSet(setting)
        || (setting.isShownAlways() && setting.group().concerns(settings.role()));
  }

  private static <T> Row row(ConfigSpec spec, Settings settings, Setting<T> setting) {
    SourcedText text =
        settings
            .findSet(setting)
            .map(value ->
                new SourcedText(shortened(setting.show(value)), settings.sourceOf(setting)))
            .orElseGet(() -> unset(spec, settings, setting));
    return new Row(setting.name(), text.text(), text.source());
  }

  private static SourcedText unset(ConfigSpec spec, Settings settings, Setting<?> setting) {
    Function<Settings, SourcedText> row = spec.rows().get(setting);
    if (row == null) {
      return new SourcedText(setting.defaultText(settings.role()), "default");
    }
    SourcedText text = row.apply(settings);
    return new SourcedText(shortened(text.text()), text.source());
  }

  private static String shortened(String value) {
    String line = Quoted.plain(value);
    return line.length() > WIDEST_VALUE ? line.substring(0, WIDEST_VALUE - 1) + "…" : line;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
