package llmchat.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files that contain one secret each, such as those in {@code /run/secrets}. */
final class SecretFile {
  private static final int LARGEST = 64 * 1024;

  private SecretFile() {}

  /**
   * Reads the file that a {@code _FILE} setting names; its content may be blank. Empty, with an
   * error added, if it cannot be read.
   */
  static Optional<SourcedText> read(
      Path directory, Setting<?> setting, SourcedText file, Problems problems) {
    return switch (content(directory, file.text().strip())) {
      case Reading.Good<String>(String text) ->
          Optional.of(new SourcedText(text, file.source() + ", " + setting.fileName()));
      case Reading.Bad<String>(String problem) -> {
        problems.error(
            setting.fileName(),
            file.source(),
            "the file " + Quoted.text(file.text()) + " " + problem,
            "name a file that holds the value");
        yield Optional.empty();
      }
    };
  }

  /** The content without its final line break. */
  static Reading<String> content(Path directory, String file) {
    Path path;
    try {
      path = directory.resolve(file);
    } catch (InvalidPathException e) {
      return Reading.bad("is not a path on this system");
    }
    return TextFile.read(path, LARGEST).then(text -> Reading.good(withoutLineBreak(text)));
  }

  private static String withoutLineBreak(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
