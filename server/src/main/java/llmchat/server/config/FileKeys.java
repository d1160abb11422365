package llmchat.server.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import llmchat.llm.Secret;

/** Finds the keys of the providers in the configuration file, which mostly stand elsewhere. */
final class FileKeys {
  private static final String REFERENCE = "env.";

  /**
   * A provider's key.
   *
   * @param problem why it cannot be had; no error yet, since a gateway alone needs no such key
   */
  record Key(Optional<Secret> secret, Optional<ConfigError> problem) {
    static final Key NONE = new Key(Optional.empty(), Optional.empty());

    static Key missing(ConfigError problem) {
      return new Key(Optional.empty(), Optional.of(problem));
    }
  }

  private final Function<String, Optional<Layer.Entry>> variables;
  private final Path directory;
  private final Problems problems;
  private final Set<String> names = new HashSet<>();

  FileKeys(Function<String, Optional<Layer.Entry>> variables, Path directory, Problems problems) {
    this.variables = variables;
    this.directory = directory;
    this.problems = problems;
  }

  /** The variables that were referred to so far. */
  Set<String> names() {
    return Set.copyOf(names);
  }

  Key of(Section provider) {
    Optional<Layer.Entry> text = provider.text("api_key");
    Optional<Layer.Entry> file = provider.text("api_key_file");
    if (text.isPresent() && file.isPresent()) {
      provider.error("api_key_file", "stands beside api_key", "keep one of the two");
      return Key.NONE;
    }
    if (file.isPresent()) {
      return fromFile(provider, file.get());
    }
    return text.map(entry -> fromText(provider, entry)).orElse(Key.NONE);
  }

  private Key fromFile(Section provider, Layer.Entry file) {
    Reading<String> content =
        SecretFile.content(directory, file.text().strip())
            .then(text -> text.isBlank() ? Reading.bad("is empty") : Reading.good(text));
    return switch (content) {
      case Reading.Good<String>(String text) -> key(provider, "api_key_file", text);
      case Reading.Bad<String>(String problem) ->
          Key.missing(
              provider.errorAt(
                  "api_key_file",
                  "the file " + Quoted.text(file.text()) + " " + problem,
                  "name a file that holds the key"));
    };
  }

  private Key fromText(Section provider, Layer.Entry entry) {
    if (!entry.text().startsWith(REFERENCE)) {
      problems.warn(
          provider.pathOf("api_key")
              + " ("
              + entry.source()
              + ") is a key in clear; env.NAME or api_key_file keeps it out of the file");
      return key(provider, "api_key", entry.text());
    }
    String name = entry.text().substring(REFERENCE.length());
    names.add(name);
    return variables
        .apply(name)
        .map(variable -> key(provider, "api_key", variable.text().strip()))
        .orElseGet(() ->
            Key.missing(
                provider.errorAt(
                    "api_key",
                    Quoted.text(name) + " is set neither in the environment nor in .env",
                    "set it, or remove api_key if the server needs none")));
  }

  private static Key key(Section provider, String name, String text) {
    return switch (ValueTypes.TOKEN.read(text)) {
      case Reading.Good<Secret>(Secret secret) -> new Key(Optional.of(secret), Optional.empty());
      case Reading.Bad<Secret>(String problem) ->
          Key.missing(
              provider.errorAt(name, "the key " + problem, "write " + ValueTypes.TOKEN.form()));
    };
  }
}
