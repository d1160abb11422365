package llmchat.web.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** The build's step: packs the page's sources and its libraries into the classes' folder. */
public final class PackPage {
  private PackPage() {}

  /**
   * Packs, or throws with the reason that the build shows.
   *
   * @param arguments the folder of the page's sources, that of licences which the libraries' jars
   *     do not hold, and where to write
   */
  public static void main(String[] arguments) throws IOException {
    SortedMap<String, byte[]> libraries = Libraries.fromJars(Path.of(arguments[1]));
    Packing.pack(Folder.read(Path.of(arguments[0])), libraries).write(Path.of(arguments[2]));
  }
}
