package llmchat.web.pack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** The build step that packs the page's sources and libraries into the folder of classes. */
public final class PackPage {
  private PackPage() {}

  /**
   * Packs the page; an exception fails the build.
   *
   * @param arguments the folder of sources, the folder of licences that the libraries' jars do not
   *     contain, and the folder to write to
   */
  public static void main(String[] arguments) throws IOException {
    SortedMap<String, byte[]> libraries = Libraries.fromJars(Path.of(arguments[1]));
    Packing.pack(Folder.read(Path.of(arguments[0])), libraries).write(Path.of(arguments[2]));
  }
}
