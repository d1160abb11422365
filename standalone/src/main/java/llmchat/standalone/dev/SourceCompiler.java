package llmchat.standalone.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles all sources into a new folder each time, so that what runs keeps its own classes.
 *
 * <p>All of them, since a changed signature breaks classes that did not change; in a warm compiler
 * that costs less than finding out which. Error Prone and formatting are left to the build.
 */
final class SourceCompiler implements AutoCloseable {
  private final SourceTree sources;
  private final Path output;
  private final JavaCompiler compiler;
  private final StandardJavaFileManager files;
  private int versions;

  /**
   * @param libraries the jars to compile against
   * @param output an empty folder for this compiler alone
   */
  SourceCompiler(SourceTree sources, List<Path> libraries, Path output) throws IOException {
    this.sources = sources;
    this.output = output;
    compiler = ToolProvider.getSystemJavaCompiler();
    files = compiler.getStandardFileManager(null, Locale.ROOT, null);
    files.setLocationFromPaths(StandardLocation.CLASS_PATH, libraries);
  }

  Compilation compile() throws IOException {
    Path classes = Files.createDirectories(output.resolve("version-" + ++versions));
    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options = List.of("-g", "-parameters", "-proc:none", "-nowarn");
    boolean compiled =
        compiler
            .getTask(null, files, diagnostics, options, null, files.getJavaFileObjects(javaFiles()))
            .call();
    if (!compiled) {
      return new Compilation.Rejected(errorsIn(diagnostics));
    }
    copyResources(classes);
    return new Compilation.Compiled(classes);
  }

  private Path[] javaFiles() throws IOException {
    return sources.snapshot().keySet().stream()
        .filter(file -> file.toString().endsWith(".java"))
        .toArray(Path[]::new);
  }

  private static List<String> errorsIn(DiagnosticCollector<JavaFileObject> diagnostics) {
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(Diagnostic::toString)
        .toList();
  }

  private void copyResources(Path classes) throws IOException {
    for (Path module : sources.modules()) {
      Path resources = sources.resourcesOf(module);
      if (Files.isDirectory(resources)) {
        copy(resources, classes);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(from)) {
      found = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : found) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  /** Removes a version's folder, which nothing runs from any more. */
  void discard(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(folder)) {
      found = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : found) {
      Files.delete(file);
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
    discard(output);
  }
}
