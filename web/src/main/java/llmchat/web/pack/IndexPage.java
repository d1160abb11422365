package llmchat.web.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Completes {@code index.html}: replaces two comments with the import map and the links that
 * preload modules, and adds the version to addresses that begin with {@code page/}.
 */
final class IndexPage {
  private static final String IMPORT_MAP = "<!--import-map-->";
  private static final String PRELOADS = "<!--preloads-->";
  private static final Pattern LINK = Pattern.compile("\\b(src|href)=\"page/([^\"]+)\"");
  private static final Pattern MODULE =
      Pattern.compile("<script type=\"module\" src=\"page/([^\"]+)\"");

  private final String source;
  private final Imports imports;

  /** For a source with both comments. */
  IndexPage(byte[] source, Imports imports) {
    this.source = new String(source, UTF_8);
    this.imports = imports;
    for (String mark : List.of(IMPORT_MAP, PRELOADS)) {
      if (!this.source.contains(mark)) {
        throw new PackingException("index.html has no " + mark);
      }
    }
  }

  /** The files that it refers to and their imports: everything that a browser loads first. */
  SequencedSet<String> firstLoad(Set<String> files) {
    SequencedSet<String> load = new LinkedHashSet<>();
    Matcher link = LINK.matcher(source);
    while (link.find()) {
      if (!files.contains(link.group(2))) {
        throw new PackingException("index.html names page/" + link.group(2) + ", which is missing");
      }
      load.add(link.group(2));
    }
    load.addAll(preloaded());
    return load;
  }

  /** The page for a version. */
  byte[] filled(String version, String importMap) {
    String folder = folder(version);
    String preloads =
        preloaded().stream()
            .map(module -> "<link rel=\"modulepreload\" href=\"" + folder + module + "\">")
            .collect(joining("\n    "));
    return LINK.matcher(source)
        .replaceAll(
            link -> link.group(1) + "=\"" + Matcher.quoteReplacement(folder + link.group(2)) + "\"")
        .replace(IMPORT_MAP, "<script type=\"importmap\">" + importMap + "</script>")
        .replace(PRELOADS, preloads)
        .getBytes(UTF_8);
  }

  /** The import map for a version. */
  static String importMap(Map<String, String> imports, String version) {
    return imports.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":\"" + folder(version) + entry.getValue() + "\"")
        .collect(joining(",", "{\"imports\":{", "}}"));
  }

  private SequencedSet<String> preloaded() {
    List<String> entries = new ArrayList<>();
    Matcher module = MODULE.matcher(source);
    while (module.find()) {
      entries.add(module.group(1));
    }
    SequencedSet<String> all = new LinkedHashSet<>();
    entries.forEach(entry -> all.addAll(imports.before(entry)));
    entries.forEach(all::remove);
    return all;
  }

  private static String folder(String version) {
    return "/page/" + version + "/";
  }
}
