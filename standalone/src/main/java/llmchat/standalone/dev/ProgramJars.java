package llmchat.standalone.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The jars that the program was started from.
 *
 * @param ours those with the project's own classes
 * @param others the libraries
 */
record ProgramJars(List<Path> ours, List<Path> others) {
  ProgramJars {
    ours = List.copyOf(ours);
    others = List.copyOf(others);
  }

  /** The jar of the command line and those in {@code lib/} beside it. */
  static ProgramJars around(Path program) throws IOException {
    List<Path> ours = new ArrayList<>(List.of(program));
    List<Path> others = new ArrayList<>();
    for (Path jar : jarsIn(program.resolveSibling("lib"))) {
      (isOurs(jar) ? ours : others).add(jar);
    }
    return new ProgramJars(ours, others);
  }

  private static List<Path> jarsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static boolean isOurs(Path jar) throws IOException {
    try (JarFile opened = new JarFile(jar.toFile())) {
      return opened.getEntry("llmchat/") != null;
    }
  }
}
