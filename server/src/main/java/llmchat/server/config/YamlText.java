package llmchat.server.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Parses YAML into nodes with line numbers, up to a nesting limit. */
final class YamlText {
  private static final int DEEPEST = 20;
  private static final String ADVICE = "correct the line or the one above";

  private YamlText() {}

  /** The document; empty if the text is empty or, with an error added, if it is invalid. */
  static Optional<Node> read(String text, String file, Problems problems) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(text.length() + 1).build();
    try {
      Optional<Event> tooDeep = tooDeep(text, settings);
      if (tooDeep.isPresent()) {
        problems.error(
            file,
            line(file, tooDeep.get().getStartMark()),
            "is nested too deeply",
            "nothing here goes deeper than a few levels");
        return Optional.empty();
      }
      return new Compose(settings).composeString(text);
    } catch (MarkedYamlEngineException e) {
      problems.error(file, line(file, e.getProblemMark()), "is not YAML" + reason(e), ADVICE);
      return Optional.empty();
    } catch (YamlEngineException e) {
      problems.error(file, "", "is not YAML", "write one document of plain YAML");
      return Optional.empty();
    }
  }

  /**
   * The event at which the text is nested too deeply; checked first, because the composer recurses.
   */
  private static Optional<Event> tooDeep(String text, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        return Optional.of(event);
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return Optional.empty();
  }

  private static String line(String file, Optional<Mark> mark) {
    return mark.map(Mark::getLine).map(line -> file + ":" + (line + 1)).orElse(file);
  }

  /** The parser's message, unless it repeats a part of the file that may be secret. */
  private static String reason(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    return problem.contains("alias") ? " (an alias without its anchor)" : " (" + problem + ")";
  }
}
