package llmchat.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code .env} file: {@code NAME=value} lines, as Docker Compose reads them, without
 * interpolation.
 *
 * <p>{@code export} before a name, quotes around a value, comments, CRLF and a byte order mark are
 * accepted. Double quotes allow the escapes {@code \n \r \t \" \\ \$}; single quotes allow none. A
 * value cannot span lines.
 */
final class EnvFile {
  private static final int LARGEST = 256 * 1024;
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=(.*)");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*$");

  private final String name;
  private final Problems problems;
  private final Map<String, SourcedText> entries = new LinkedHashMap<>();

  private EnvFile(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  /** Reads the file; a missing one counts as empty. */
  static Layer read(Path file, String name, Problems problems) {
    if (Files.notExists(file)) {
      return Layer.NONE;
    }
    return switch (TextFile.read(file, LARGEST)) {
      case Reading.Good<String>(String text) -> parse(text, name, problems);
      case Reading.Bad<String>(String problem) -> {
        problems.error(name, "", problem, "make it a text file of NAME=value lines, or remove it");
        yield Layer.NONE;
      }
    };
  }

  /** Parses the text of a file of that name. */
  static Layer parse(String text, String name, Problems problems) {
    EnvFile file = new EnvFile(name, problems);
    String[] lines = text.split("\\r\\n|\\n|\\r", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        file.take(line, name + ":" + (i + 1));
      }
    }
    return new Layer(file.entries);
  }

  private void take(String line, String source) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      // The line may contain a secret, so the message does not repeat it.
      problems.error(name, source, "this line is not NAME=value", "correct it or put # before it");
      return;
    }
    String key = matcher.group(1);
    switch (value(matcher.group(2).strip())) {
      case Reading.Good<String>(String value) -> {
        SourcedText first = entries.putIfAbsent(key, new SourcedText(value, source));
        if (first != null) {
          problems.error(
              key, source, "is set a second time, first in " + first.source(), "keep one");
        }
      }
      case Reading.Bad<String>(String problem) ->
          problems.error(key, source, problem, "close the quote, and put nothing after it");
    }
  }

  private static Reading<String> value(String text) {
    if (text.startsWith("'")) {
      int end = text.indexOf('\'', 1);
      return end > 0 && isBlankOrComment(text.substring(end + 1))
          ? Reading.good(text.substring(1, end))
          : unclosed();
    }
    return text.startsWith("\"")
        ? doubleQuoted(text)
        : Reading.good(COMMENT.matcher(text).replaceFirst("").strip());
  }

  private static Reading<String> doubleQuoted(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return isBlankOrComment(text.substring(i + 1))
            ? Reading.good(plain.toString())
            : unclosed();
      }
      if (c == '\\' && i + 1 < text.length()) {
        plain.append(escaped(text.charAt(++i)));
      } else {
        plain.append(c);
      }
    }
    return unclosed();
  }

  private static String escaped(char letter) {
    return switch (letter) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '"', '\\', '$' -> String.valueOf(letter);
      default -> "\\" + letter;
    };
  }

  private static boolean isBlankOrComment(String rest) {
    return rest.isBlank() || rest.strip().startsWith("#");
  }

  private static Reading<String> unclosed() {
    return Reading.bad("has a quote that does not close at the end of the value");
  }
}
