package llmchat.server.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of one source, as text. An empty text counts as not set. */
record Layer(Map<String, SourcedText> entries) {

  static final Layer NONE = new Layer(Map.of());

  /** A layer whose texts all have the same source. */
  static Layer of(String source, Map<String, String> texts) {
    Map<String, SourcedText> entries = new LinkedHashMap<>();
    texts.forEach((name, text) -> entries.put(name, new SourcedText(text, source)));
    return new Layer(entries);
  }

  Optional<SourcedText> find(String name) {
    return Optional.ofNullable(entries.get(name)).filter(entry -> !entry.text().isBlank());
  }
}
