package llmchat.server.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Resolves what the configuration file refers to: variables, and files with secrets. */
public final class FileReferences {
  private final Function<String, Optional<SourcedText>> variables;
  private final Path directory;
  private final Set<String> names = new HashSet<>();

  /**
   * For one configuration file.
   *
   * @param variables looks up a variable in the environment or {@code .env}
   * @param directory the folder that paths are relative to
   */
  FileReferences(Function<String, Optional<SourcedText>> variables, Path directory) {
    this.variables = variables;
    this.directory = directory;
  }

  /** The variable of that name in the environment or in {@code .env}. */
  public Optional<SourcedText> variable(String name) {
    names.add(name);
    return variables.apply(name);
  }

  /**
   * Reads a file with a secret, without its final line break. Blocks. The problem completes a
   * sentence that begins with the name of the file.
   */
  public Reading<String> secretFile(String path) {
    return SecretFile.content(directory, path);
  }

  /** The names of all variables that were looked up so far, set or not. */
  Set<String> variableNames() {
    return Set.copyOf(names);
  }
}
