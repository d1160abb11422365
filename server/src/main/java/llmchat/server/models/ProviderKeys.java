package llmchat.server.models;

import java.util.Optional;
import llmchat.llm.Secret;
import llmchat.server.config.ConfigError;
import llmchat.server.config.FileReferences;
import llmchat.server.config.Quoted;
import llmchat.server.config.Reading;
import llmchat.server.config.Section;
import llmchat.server.config.SourcedText;
import llmchat.server.config.ValueTypes;

/** Resolves the keys of the providers in the configuration file, which usually refers to them. */
final class ProviderKeys {
  private static final String REFERENCE = "env.";

  /**
   * A provider's key.
   *
   * @param problem why it could not be read; not yet an error, since a separate gateway needs no
   *     key
   */
  record Key(Optional<Secret> secret, Optional<ConfigError> problem) {
    static final Key NONE = new Key(Optional.empty(), Optional.empty());

    static Key missing(ConfigError problem) {
      return new Key(Optional.empty(), Optional.of(problem));
    }
  }

  private final FileReferences references;

  ProviderKeys(FileReferences references) {
    this.references = references;
  }

  Key of(Section provider) {
    Optional<SourcedText> text = provider.text("api_key");
    Optional<SourcedText> file = provider.text("api_key_file");
    if (text.isPresent() && file.isPresent()) {
      provider.error("api_key_file", "is set along with api_key", "keep one of the two");
      return Key.NONE;
    }
    if (file.isPresent()) {
      return fromFile(provider, file.get());
    }
    return text.map(entry -> fromText(provider, entry)).orElse(Key.NONE);
  }

  private Key fromFile(Section provider, SourcedText file) {
    Reading<String> content =
        references
            .secretFile(file.text().strip())
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

  private Key fromText(Section provider, SourcedText entry) {
    if (!entry.text().startsWith(REFERENCE)) {
      provider.warn(
          provider.pathOf("api_key")
              + " ("
              + entry.source()
              + ") is a key in plain text; env.NAME or api_key_file keeps it out of the file");
      return key(provider, "api_key", entry.text());
    }
    String name = entry.text().substring(REFERENCE.length());
    return references
        .variable(name)
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
