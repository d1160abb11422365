package llmchat.standalone.dev;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The sources ({@code src/main}) of some modules of the project. */
record SourceTree(List<Path> modules) {
  /** What a file looked like at one moment; enough to see that it was saved. */
  record Stamp(FileTime modified, long size) {}

  SourceTree {
    modules = List.copyOf(modules);
  }

  /** The files as they are now. Walks the folders: a few milliseconds for a thousand files. */
  Map<Path, Stamp> snapshot() throws IOException {
    Map<Path, Stamp> files = new TreeMap<>();
    for (Path module : modules) {
      Files.walkFileTree(module.resolve("src/main"), new Recorder(files));
    }
    return files;
  }

  /** Whether a file was saved after {@code moment}. */
  boolean changedSince(FileTime moment) throws IOException {
    return snapshot().values().stream().anyMatch(stamp -> stamp.modified().compareTo(moment) > 0);
  }

  static boolean isJava(Path file) {
    return file.toString().endsWith(".java");
  }

  /** The name by which a class loader finds {@code file}, where that is a resource. */
  Optional<Path> resourceName(Path file) {
    return modules.stream()
        .map(module -> module.resolve("src/main/resources"))
        .filter(file::startsWith)
        .findAny()
        .map(resources -> resources.relativize(file));
  }

  /** The page, if one of the modules has it. */
  Optional<PageSources> page() {
    return modules.stream()
        .map(module -> module.resolve("src/main/web"))
        .filter(Files::isDirectory)
        .map(PageSources::new)
        .findAny();
  }

  private static final class Recorder extends SimpleFileVisitor<Path> {
    private final Map<Path, Stamp> files;

    private Recorder(Map<Path, Stamp> files) {
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files.put(file, new Stamp(attributes.lastModifiedTime(), attributes.size()));
      return FileVisitResult.CONTINUE;
    }

    /** An editor's temporary file may be gone before it is looked at. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }
}
