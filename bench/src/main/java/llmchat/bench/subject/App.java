package llmchat.bench.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * LLM Chat as it was built, and the way in which the launcher starts it.
 *
 * @param java the program that runs it
 * @param folder with {@code llm-chat.jar} and {@code lib/}
 * @param options the file with the JVM's options
 * @param furtherOptions the user's, behind them
 * @param startCache the start-up cache, empty for a start without one
 */
public record App(
    Path java, Path folder, Path options, List<String> furtherOptions, Optional<Path> startCache) {

  /** Copies the list. */
  public App {
    furtherOptions = List.copyOf(furtherOptions);
  }

  /** Starts {@code role}, which is {@code serve}, {@code gateway} or {@code inference}. */
  Program start(String role, Place place, Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString(), "@" + options));
    startCache.ifPresent(
        cache -> command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off")));
    command.addAll(furtherOptions);
    command.addAll(List.of("-jar", folder.resolve("llm-chat.jar").toString(), role));
    return Program.start(role, place, settings, command);
  }

  /** Bytes of its jars. */
  OptionalLong bytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return OptionalLong.of(
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .mapToLong(file -> file.toFile().length())
              .sum());
    }
  }
}
