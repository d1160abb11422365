package llmchat.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets-Plot's specification of a plot, which is JSON, and how it becomes SVG: as text, without AWT,
 * a screen or fonts on the machine. Maps and lists may be changed, as Lets-Plot does.
 */
final class PlotSpec {
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};
  private static final JsonMapper JSON = new JsonMapper();

  private static final String PLOT =
      """
      {
        "kind": "plot",
        "theme": {
          "name": "minimal",
          "text": {"family": "Helvetica, Arial, sans-serif", "color": "#1f2937"},
          "plot_title": {"size": 17, "face": "bold"},
          "plot_subtitle": {"size": 13, "color": "#6b7280"},
          "axis_title": {"blank": true},
          "axis_text_x": {"size": 12, "color": "#6b7280"},
          "axis_text_y": {"size": 14},
          "panel_grid_major_x": {"color": "#e5e7eb", "size": 1},
          "panel_grid_major_y": {"blank": true},
          "panel_grid_minor": {"blank": true},
          "plot_background": {"fill": "#ffffff", "color": "#ffffff", "size": 0},
          "plot_margin": {"t": 14, "r": 14, "b": 8, "l": 14},
          "legend_position": "none"
        }
      }
      """;

  private PlotSpec() {}

  /** One plot in the style that all have; its layers, data and scales are to be added. */
  static Map<String, Object> plot(String title, String subtitle) {
    Map<String, Object> plot = read(PLOT);
    plot.put("ggtitle", new LinkedHashMap<>(Map.of("text", title, "subtitle", subtitle)));
    return plot;
  }

  /** Plots beside each other. */
  static Map<String, Object> beside(List<Object> plots) {
    Map<String, Object> grid =
        read(
            """
            {
              "kind": "subplots",
              "layout": {"name": "grid", "ncol": %d, "nrow": 1, "hspace": 0, "vspace": 0}
            }
            """
                .formatted(plots.size()));
    grid.put("figures", plots);
    return grid;
  }

  /** The same values by column, as Lets-Plot wants them, made of rows with the same keys. */
  static Map<String, Object> columns(List<Map<String, Object>> rows) {
    Map<String, Object> columns = new LinkedHashMap<>();
    rows.getFirst()
        .keySet()
        .forEach(name ->
            columns.put(name, new ArrayList<>(rows.stream().map(row -> row.get(name)).toList())));
    return columns;
  }

  /** An object in JSON. */
  static Map<String, Object> read(String json) {
    return JSON.readValue(json, OBJECT);
  }

  /** The SVG of a plot or of several. */
  static String svg(Map<String, Object> figure, int width, int height) {
    figure.put("ggsize", new LinkedHashMap<>(Map.of("width", width, "height", height)));
    return PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
        figure, null, new UnsupportedRGBEncoder(), false);
  }
}
