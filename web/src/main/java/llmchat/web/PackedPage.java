package llmchat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * The packed page, all of it in memory: less than a megabyte. Immutable; any thread.
 *
 * <p>Beside this class lie {@value #INDEX} and the files that it lists, each under {@value #FILES}.
 * The index's lines are the version, the hash of the import map, and then for each file its name,
 * its content type, its length and its length with gzip, or {@code -} if it is not compressed,
 * separated by tabs. Of a compressed file only {@code name.gz} is there.
 */
public final class PackedPage {
  /** The index's name. */
  public static final String INDEX = "index";

  /** The folder of the files. */
  public static final String FILES = "files/";

  /** The file that every address of the page shows. */
  public static final String INDEX_HTML = "index.html";

  private final String version;
  private final String importMapHash;
  private final PackedFile index;
  private final Map<String, PackedFile> files;

  private PackedPage(String version, String importMapHash, Map<String, PackedFile> files) {
    this.version = version;
    this.importMapHash = importMapHash;
    this.index = Optional.ofNullable(files.remove(INDEX_HTML)).orElseThrow();
    this.files = Map.copyOf(files);
  }

  /**
   * Reads all of it from the class path; blocks for some milliseconds.
   *
   * @throws IllegalStateException if the program was built without the page
   */
  public static PackedPage read() {
    Iterator<String> lines = new String(resource(INDEX), UTF_8).lines().iterator();
    String version = lines.next();
    String importMapHash = lines.next();
    Map<String, PackedFile> files = new HashMap<>();
    while (lines.hasNext()) {
      String[] line = lines.next().split("\t", -1);
      boolean gzip = !line[3].equals("-");
      files.put(
          line[0], new PackedFile(line[1], gzip, resource(FILES + line[0] + (gzip ? ".gz" : ""))));
    }
    return new PackedPage(version, importMapHash, files);
  }

  /** Sixteen hexadecimal digits that change with any byte of any file. */
  public String version() {
    return version;
  }

  /** The import map's hash as a content security policy names it, such as {@code sha256-…=}. */
  public String importMapHash() {
    return importMapHash;
  }

  /** {@code index.html}, which every address of the page shows. */
  public PackedFile index() {
    return index;
  }

  /** A file that {@code index.html} or another file asks for, such as {@code chat/composer.js}. */
  public Optional<PackedFile> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** All files but {@code index.html}, by name. */
  public Map<String, PackedFile> files() {
    return files;
  }

  private static byte[] resource(String name) {
    try (InputStream in = PackedPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing in the jar: llmchat/web/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
