package llmchat.standalone.dev;

import java.nio.file.Path;
import java.util.List;

/** How an attempt to compile the sources ended. */
sealed interface Compilation {
  /** All classes and resources are in {@code classes}. */
  record Compiled(Path classes) implements Compilation {}

  /** The compiler's errors, one text each, with file and line. */
  record Rejected(List<String> errors) implements Compilation {
    public Rejected {
      errors = List.copyOf(errors);
    }
  }
}
