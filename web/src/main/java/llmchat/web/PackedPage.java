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
 * The packed page, completely in memory: less than a megabyte. Immutable; any thread.
 *
 * <p>It is read from the class path: next to this class are {@value #INDEX} and, in {@value
 * #FILES}, the files that it lists. The lines of the index are the version, the hash of the import
 * map, and then for each file, separated by tabs, its name, content type, length, and length with
 * gzip, or {@code -} if it is not compressed. A compressed file exists only as {@code name.gz}.
 */
public final class PackedPage {
  /** The name of the index. */
  public static final String INDEX = "index";

  /** The folder of the files. */
  public static final String FILES = "files/";

  /** The file that is served for every address of the page. */
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
   * Reads the page from the class path; blocks for a few milliseconds.
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

  /** A hash of all files, as 16 hexadecimal digits. */
  public String version() {
    return version;
  }

  /** The hash of the import map for a content security policy, such as {@code sha256-…=}. */
  public String importMapHash() {
    return importMapHash;
  }

  /** {@code index.html}, which is served for every address of the page. */
  public PackedFile index() {
    return index;
  }

  /** A file that {@code index.html} or another file loads, such as {@code chat/composer.js}. */
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
