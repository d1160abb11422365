package llmchat.web.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import llmchat.web.PackedPage;

/**
 * Packs the page: writes its files as they will be sent, and the index that {@link PackedPage}
 * reads.
 */
public final class Packing {
  /** The most bytes that a browser may load first, as sent. */
  private static final int MOST_AT_FIRST = 180_000;

  private static final String FOLDER = "llmchat/web/";

  private final String version;
  private final String importMapHash;
  private final SortedMap<String, byte[]> files;
  private final SortedMap<String, byte[]> compressed = new TreeMap<>();

  private Packing(String version, String importMapHash, SortedMap<String, byte[]> files)
      throws IOException {
    this.version = version;
    this.importMapHash = importMapHash;
    this.files = files;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (FileType.of(file.getKey()).compresses()) {
        compressed.put(file.getKey(), gzip(file.getValue()));
      }
    }
  }

  /**
   * Packs the page.
   *
   * @param own the page's own files by name, including {@code index.html}
   * @param libraries the files of its libraries by name; see {@link Libraries}
   * @throws PackingException if something is missing or too large
   */
  static Packing pack(SortedMap<String, byte[]> own, SortedMap<String, byte[]> libraries)
      throws IOException {
    byte[] source = own.get(PackedPage.INDEX_HTML);
    if (source == null) {
      throw new PackingException("there is no " + PackedPage.INDEX_HTML);
    }
    SortedMap<String, byte[]> files = new TreeMap<>(own);
    files.putAll(libraries);
    Imports imports = new Imports(files, Libraries.imports());
    imports.check();
    IndexPage index = new IndexPage(source, imports);
    SequencedSet<String> first = index.firstLoad(files.keySet());
    files.put(PackedPage.INDEX_HTML, index.filled("", importMap("")));
    String version = HexFormat.of().formatHex(hashOf(files), 0, 8);
    files.put(PackedPage.INDEX_HTML, index.filled(version, importMap(version)));
    Packing packing = new Packing(version, importMapHash(version), files);
    first.add(PackedPage.INDEX_HTML);
    packing.weigh(first);
    return packing;
  }

  private static String importMap(String version) {
    return IndexPage.importMap(Libraries.imports(), version);
  }

  private static String importMapHash(String version) {
    byte[] hash = sha256().digest(importMap(version).getBytes(UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }

  /** Packs the sources in a folder again, with the libraries of an already packed page. */
  public static Packing repack(Path sources, PackedPage packed) throws IOException {
    SortedMap<String, byte[]> libraries = new TreeMap<>();
    packed
        .files()
        .forEach((name, file) -> {
          if (name.startsWith(Libraries.FOLDER)) {
            libraries.put(name, file.unpacked());
          }
        });
    return pack(Folder.read(sources), libraries);
  }

  /** Writes the page to a folder of classes; replaces a page that was packed before. */
  public void write(Path classes) throws IOException {
    Path target = classes.resolve(FOLDER);
    remove(target.resolve(PackedPage.FILES));
    StringBuilder index = new StringBuilder(version + "\n" + importMapHash + "\n");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = file.getKey();
      byte[] gzip = compressed.get(name);
      Path path = target.resolve(PackedPage.FILES + name + (gzip == null ? "" : ".gz"));
      Files.createDirectories(path.resolveSibling(""));
      Files.write(path, gzip == null ? file.getValue() : gzip);
      index.append(
          String.join(
              "\t",
              name,
              FileType.of(name).contentType(),
              Integer.toString(file.getValue().length),
              gzip == null ? "-" : Integer.toString(gzip.length)));
      index.append('\n');
    }
    Files.writeString(target.resolve(PackedPage.INDEX), index);
  }

  private void weigh(SequencedSet<String> first) {
    int bytes = first.stream().mapToInt(this::sentLength).sum();
    if (bytes > MOST_AT_FIRST) {
      throw new PackingException(
          "the first load takes %,d bytes and may take %,d; it is %s"
              .formatted(
                  bytes,
                  MOST_AT_FIRST,
                  first.stream()
                      .sorted(Comparator.comparingInt(this::sentLength).reversed())
                      .map(name -> name + " " + sentLength(name))
                      .toList()));
    }
  }

  private int sentLength(String name) {
    return compressed.getOrDefault(name, files.getOrDefault(name, new byte[0])).length;
  }

  private static byte[] hashOf(SortedMap<String, byte[]> files) {
    MessageDigest digest = sha256();
    files.forEach((name, bytes) -> {
      byte[] encoded = name.getBytes(UTF_8);
      digest.update(ByteBuffer.allocate(8).putInt(encoded.length).putInt(bytes.length).flip());
      digest.update(encoded);
      digest.update(bytes);
    });
    return digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java has SHA-256", impossible);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new BestGzip(compressed)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }

  /** Gzip with the best compression: slower at build time, but less to send. */
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
