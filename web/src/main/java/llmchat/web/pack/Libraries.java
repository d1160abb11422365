package llmchat.web.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of libraries that the page uses, below {@value #FOLDER}.
 *
 * <p>They are used as published, except that two of them are wrapped as modules and links to source
 * maps are removed. Lit's directives that insert HTML from strings are left out, because the page
 * must not use them.
 */
final class Libraries {
  /** Their folder among the page's files. */
  static final String FOLDER = "vendor/";

  private static final List<String> LANGUAGES =
      List.of(
          ("bash c cpp csharp css diff dockerfile go ini java javascript json kotlin lua makefile"
                  + " markdown perl php plaintext powershell python r ruby rust scala shell sql"
                  + " swift typescript xml yaml")
              .split(" ", -1));

  private static final List<LibraryJar> JARS =
      List.of(
          new LibraryJar(
              "org.mvnpm",
              "lit",
              List.of(
                  "index.js",
                  "html.js",
                  "static-html.js",
                  "directive.js",
                  "directive-helpers.js",
                  "async-directive.js")),
          new LibraryJar(
              "org.mvnpm",
              "lit-html",
              List.of(
                  "lit-html.js",
                  "is-server.js",
                  "static.js",
                  "directive.js",
                  "directive-helpers.js",
                  "async-directive.js",
                  "directives/")),
          new LibraryJar("org.mvnpm", "lit-element", List.of("lit-element.js")),
          new LibraryJar(
              "org.mvnpm.at.lit", "reactive-element", List.of("reactive-element.js", "css-tag.js")),
          new LibraryJar("org.mvnpm", "marked", List.of("lib/marked.esm.js")),
          new LibraryJar("org.mvnpm", "dompurify", List.of("dist/purify.min.js")),
          new LibraryJar(
              "org.mvnpm",
              "highlight.js",
              Stream.concat(
                      Stream.of("lib/core.js"),
                      LANGUAGES.stream().map(name -> "es/languages/" + name + ".js"))
                  .toList()));

  private static final List<String> NO_MODULES =
      List.of(FOLDER + "dompurify/purify.min.js", FOLDER + "highlight.js/core.js");

  private Libraries() {}

  /** The import map: names that modules import, and the file or folder for each. */
  static Map<String, String> imports() {
    SortedMap<String, String> imports = new TreeMap<>();
    imports.put("@lit/reactive-element", FOLDER + "reactive-element/reactive-element.js");
    imports.put("dompurify", FOLDER + "dompurify/purify.min.js");
    imports.put("highlight/core", FOLDER + "highlight.js/core.js");
    for (String language : LANGUAGES) {
      imports.put(
          "highlight/languages/" + language, FOLDER + "highlight.js/languages/" + language + ".js");
    }
    imports.put("lit", FOLDER + "lit/index.js");
    imports.put("lit/", FOLDER + "lit/");
    // The files of that name in lit only re-export these.
    imports.put("lit/directives/", FOLDER + "lit-html/directives/");
    imports.put("lit-element/", FOLDER + "lit-element/");
    imports.put("lit-html", FOLDER + "lit-html/lit-html.js");
    imports.put("lit-html/", FOLDER + "lit-html/");
    imports.put("marked", FOLDER + "marked/marked.esm.js");
    return imports;
  }

  /**
   * Reads the files from their jars, which are on the class path.
   *
   * @param licences a folder with {@code name/LICENSE} for each package that does not contain one
   */
  static SortedMap<String, byte[]> fromJars(Path licences) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Folder.read(licences).forEach((name, text) -> files.put(FOLDER + name + ".txt", text));
    for (LibraryJar jar : JARS) {
      jar.files().forEach((name, bytes) -> add(files, jar.artifact(), name, bytes));
      if (!files.containsKey(FOLDER + jar.artifact() + "/LICENSE.txt")) {
        throw new PackingException(jar.artifact() + " is packed without its licence");
      }
    }
    return files;
  }

  private static void add(
      SortedMap<String, byte[]> files, String artifact, String name, byte[] bytes) {
    if (name.equals("LICENSE")) {
      files.put(FOLDER + artifact + "/LICENSE.txt", bytes);
    } else if (!name.startsWith("directives/unsafe-")) {
      String place = FOLDER + artifact + "/" + name.replaceFirst("^(lib|dist|es)/", "");
      String source = withoutSourceMap(new String(bytes, UTF_8));
      files.put(place, (NO_MODULES.contains(place) ? asModule(source) : source).getBytes(UTF_8));
    }
  }

  private static String withoutSourceMap(String source) {
    return source.replaceAll("(?m)^//# sourceMappingURL=.*\\R?", "");
  }

  /** Wraps a CommonJS script as a module whose default export is {@code module.exports}. */
  private static String asModule(String script) {
    return "const module={exports:{}},exports=module.exports;\n"
        + script
        + "\nexport default module.exports;\n";
  }
}
