package llmchat.standalone.dev;

import java.nio.file.Path;
import java.util.List;

/** How an attempt to compile the sources ended. */
sealed interface Compilation {
  /**
   * The new version.
   *
   * @param classes folders and jars with its classes and resources; where several have the same
   *     file, the first counts
   */
  record Compiled(List<Path> classes) implements Compilation {
    public Compiled {
      classes = List.copyOf(classes);
    }
  }

  /** The compiler's errors, one text each, with file and line. */
  record Rejected(List<String> errors) implements Compilation {
    public Rejected {
      errors = List.copyOf(errors);
    }
  }
}
