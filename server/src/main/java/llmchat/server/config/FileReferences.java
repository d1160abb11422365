package llmchat.server.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the configuration file refers to: variables, and files that hold secrets. */
public final class FileReferences {
  private final Function<String, Optional<SourcedText>> variables;
  private final Path directory;
  private final Set<String> names = new HashSet<>();

  /**
   * References of a file.
   *
   * @param variables finds a variable of the environment or of {@code .env}
   * @param directory where relative paths begin
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
   * The content of a file that holds a secret, without its closing line break; the problem
   * completes a sentence that begins with the name of the file.
   */
  public Reading<String> secretFile(String path) {
    return SecretFile.content(directory, path);
  }

  /** The variables that were referred to so far, whether they are set or not. */
  Set<String> variableNames() {
    return Set.copyOf(names);
  }
}
