package llmchat.standalone.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the sources, each time into a new folder, so that what runs keeps its own classes.
 *
 * <p>Only the files that changed are compiled, into a folder that lies before those of the earlier
 * versions. Where that changes what other classes see ({@link ClassSurface}), or where a file is
 * gone, everything is compiled anew. Error Prone and formatting are left to the build.
 */
final class SourceCompiler implements AutoCloseable {
  private static final List<String> OPTIONS = List.of("-g", "-parameters", "-proc:none", "-nowarn");

  private final SourceTree sources;
  private final List<Path> libraries;
  private final Path output;
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files =
      compiler.getStandardFileManager(null, Locale.ROOT, null);
  private int folders;
  private List<Path> classes = List.of();
  private Map<Path, SourceTree.Stamp> compiled = Map.of();

  /**
   * @param libraries the jars to compile against
   * @param output an empty folder for this compiler alone
   */
  SourceCompiler(SourceTree sources, List<Path> libraries, Path output) {
    this.sources = sources;
    this.libraries = List.copyOf(libraries);
    this.output = output;
  }

  /** Takes {@code jars}, which were built from the sources as they are now, as first version. */
  Compilation.Compiled startFrom(List<Path> jars) throws IOException {
    classes = List.copyOf(jars);
    compiled = sources.snapshot();
    return new Compilation.Compiled(classes);
  }

  /** Compiles what changed since the last version that compiled. */
  Compilation compile() throws IOException {
    Map<Path, SourceTree.Stamp> now = sources.snapshot();
    boolean anew = classes.isEmpty() || !now.keySet().containsAll(compiled.keySet());
    Compilation result = anew ? compileAll(now.keySet()) : compileChanged(now);
    if (result instanceof Compilation.Compiled version) {
      classes = version.classes();
      compiled = now;
    }
    return result;
  }

  private Compilation compileAll(Set<Path> all) throws IOException {
    return compile(all, List.of());
  }

  private Compilation compileChanged(Map<Path, SourceTree.Stamp> now) throws IOException {
    Map<Path, SourceTree.Stamp> changed = new HashMap<>(now);
    changed.entrySet().removeAll(compiled.entrySet());
    return switch (compile(changed.keySet(), classes)) {
      case Compilation.Compiled version when !looksTheSame(version.classes().getFirst()) ->
          compileAll(now.keySet());
      case Compilation result -> result;
    };
  }

  /**
   * Compiles the Java files, packs the page and copies the others of {@code changed} into a new
   * first folder.
   */
  private Compilation compile(Collection<Path> changed, List<Path> earlier) throws IOException {
    Path folder = Files.createDirectories(output.resolve("classes-" + ++folders));
    List<String> errors =
        runJavac(changed.stream().filter(SourceTree::isJava).toList(), folder, earlier);
    Optional<PageSources> page = sources.page().filter(files -> files.haveAnyOf(changed));
    if (errors.isEmpty() && page.isPresent()) {
      errors = page.get().packInto(folder);
    }
    if (!errors.isEmpty()) {
      return new Compilation.Rejected(errors);
    }
    for (Path file : changed) {
      Optional<Path> name = sources.resourceName(file);
      if (name.isPresent()) {
        copy(file, folder.resolve(name.get()));
      }
    }
    return new Compilation.Compiled(Stream.concat(Stream.of(folder), earlier.stream()).toList());
  }

  private List<String> runJavac(List<Path> javaFiles, Path folder, List<Path> earlier)
      throws IOException {
    if (javaFiles.isEmpty()) {
      return List.of();
    }
    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
    files.setLocationFromPaths(
        StandardLocation.CLASS_PATH, Stream.concat(earlier.stream(), libraries.stream()).toList());
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(javaFiles);
    StringWriter other = new StringWriter();
    if (compiler.getTask(other, files, diagnostics, OPTIONS, null, units).call()) {
      return List.of();
    }
    List<String> errors =
        diagnostics.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(Diagnostic::toString)
            .toList();
    return errors.isEmpty() ? List.of("javac failed " + other) : errors;
  }

  /** Whether each class in {@code folder} looks to others as it did in the version before. */
  private boolean looksTheSame(Path folder) throws IOException {
    try (URLClassLoader before = Services.loader("before", classes, null)) {
      for (Path file : filesIn(folder)) {
        if (file.toString().endsWith(".class")
            && !looksTheSame(file, before.getResource(folder.relativize(file).toString()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean looksTheSame(Path file, @Nullable URL old) throws IOException {
    if (old == null) {
      return true;
    }
    try (InputStream bytes = old.openStream()) {
      return ClassSurface.of(bytes.readAllBytes())
          .equals(ClassSurface.of(Files.readAllBytes(file)));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolveSibling(""));
    Files.copy(from, to);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
    List<Path> found;
    try (Stream<Path> walk = Files.walk(output)) {
      found = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : found) {
      Files.delete(file);
    }
  }
}
