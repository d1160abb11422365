package llmchat.web.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The imports between JavaScript modules, found in their sources. */
final class Imports {
  /** Static imports and re-exports, at the beginning of a statement. */
  private static final Pattern STATIC =
      Pattern.compile(
          "(?:^|[;}]|\\*/)\\s*(?:import|export)\\b(?:[^'\"()=;]*?\\bfrom)?\\s*([\"'])([^\"'\\n]+)\\1",
          Pattern.MULTILINE);

  /** Dynamic imports with a literal name. */
  private static final Pattern DYNAMIC =
      Pattern.compile("\\bimport\\(\\s*([\"'])([^\"'\\n]+)\\1\\s*\\)");

  private final Map<String, byte[]> files;
  private final Map<String, String> map;

  /**
   * The imports between these files.
   *
   * @param map the import map: a name for a file or, with a trailing slash, for a folder
   */
  Imports(Map<String, byte[]> files, Map<String, String> map) {
    this.files = files;
    this.map = map;
  }

  /**
   * The modules that are loaded before the given one runs, nearest first, without itself.
   *
   * @throws PackingException if one of them is missing
   */
  SequencedSet<String> before(String module) {
    SequencedSet<String> found = new LinkedHashSet<>(List.of(module));
    Queue<String> waiting = new ArrayDeque<>(found);
    while (!waiting.isEmpty()) {
      String next = waiting.remove();
      for (String imported : of(next, STATIC)) {
        if (found.add(imported)) {
          waiting.add(imported);
        }
      }
    }
    found.removeFirst();
    return found;
  }

  /** Throws a {@link PackingException} if a module imports a missing file. */
  void check() {
    for (String name : files.keySet()) {
      if (name.endsWith(".js")) {
        of(name, STATIC);
        if (!name.startsWith(Libraries.FOLDER)) {
          of(name, DYNAMIC);
        }
      }
    }
  }

  private List<String> of(String module, Pattern kind) {
    List<String> imported = new ArrayList<>();
    Matcher matcher = kind.matcher(new String(files.get(module), UTF_8));
    while (matcher.find()) {
      String file = resolved(module, matcher.group(2));
      if (!files.containsKey(file)) {
        throw new PackingException(
            module + " imports \"" + matcher.group(2) + "\", and there is no " + file);
      }
      imported.add(file);
    }
    return imported;
  }

  private String resolved(String module, String specifier) {
    if (specifier.startsWith("./") || specifier.startsWith("../")) {
      return URI.create(module).resolve(specifier).toString();
    }
    if (map.containsKey(specifier)) {
      return map.get(specifier);
    }
    return map.keySet().stream()
        .filter(name -> name.endsWith("/") && specifier.startsWith(name))
        .max((a, b) -> Integer.compare(a.length(), b.length()))
        .map(name -> map.get(name) + specifier.substring(name.length()))
        .orElseThrow(() ->
            new PackingException(module + " imports \"" + specifier + "\", which nothing is"));
  }
}
