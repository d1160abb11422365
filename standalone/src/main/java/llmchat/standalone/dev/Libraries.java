package llmchat.standalone.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The jars beside the program's own that are not built from this project. */
final class Libraries {
  private Libraries() {}

  /** The jars in {@code folder} without those that hold the project's own classes. */
  static List<Path> in(Path folder) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    List<Path> libraries = new ArrayList<>();
    for (Path jar : jars) {
      if (!isOurs(jar)) {
        libraries.add(jar);
      }
    }
    return libraries;
  }

  private static boolean isOurs(Path jar) throws IOException {
    try (JarFile opened = new JarFile(jar.toFile())) {
      return opened.getEntry("llmchat/") != null;
    }
  }
}
