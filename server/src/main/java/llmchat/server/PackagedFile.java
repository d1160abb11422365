package llmchat.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files on the class path: in the program's own jars or in those of its libraries. */
public final class PackagedFile {
  private PackagedFile() {}

  /**
   * Reads a file. Blocks; nothing is cached.
   *
   * @param path the absolute path, with a leading slash
   * @throws IllegalStateException if there is no such file, so the program was built wrongly
   */
  public static byte[] read(String path) {
    try (InputStream in = PackagedFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing in the jar: " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
