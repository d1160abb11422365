package llmchat.web.pack;

import java.util.Map;

/**
 * The type of a file, by its name's extension.
 *
 * @param contentType the value of {@code Content-Type}
 * @param compresses whether gzip makes it smaller
 */
record FileType(String contentType, boolean compresses) {
  private static final Map<String, FileType> TYPES =
      Map.of(
          "css", new FileType("text/css; charset=utf-8", true),
          "html", new FileType("text/html; charset=utf-8", true),
          "js", new FileType("text/javascript; charset=utf-8", true),
          "json", new FileType("application/json", true),
          "png", new FileType("image/png", false),
          "svg", new FileType("image/svg+xml", true),
          "txt", new FileType("text/plain; charset=utf-8", true),
          "webmanifest", new FileType("application/manifest+json", true),
          "woff2", new FileType("font/woff2", false));

  /** The type of a file; unknown types must be added here, because browsers do not guess them. */
  static FileType of(String name) {
    FileType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      throw new PackingException(name + " is of a type that is not packed: add it to FileType");
    }
    return type;
  }
}
