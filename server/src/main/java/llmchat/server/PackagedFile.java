package llmchat.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files that are part of the program, in its own jars or in those of its libraries. */
public final class PackagedFile {
  private PackagedFile() {}

  /**
   * The bytes of a file; unpacks them each time.
   *
   * @param path absolute, with a slash at its beginning
   * @throws IllegalStateException if there is no such file, so the program is put together wrongly
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
