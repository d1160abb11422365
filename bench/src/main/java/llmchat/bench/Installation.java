package llmchat.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import llmchat.bench.machine.UnfitException;
import llmchat.bench.subject.App;

/**
 * Where things are, as the launcher says in system properties.
 *
 * @param home the project's folder
 * @param kept for what stays between runs and is no part of the sources
 */
record Installation(Path home, Path kept) {
  static Installation find() {
    Path home = Path.of(System.getProperty("llmchat.home", ".")).toAbsolutePath().normalize();
    return new Installation(
        home, home.resolve(System.getProperty("llmchat.bench.kept", "target/bench")));
  }

  /**
   * The program, on the JVM that this runs on.
   *
   * @throws UnfitException if it has not been built
   */
  App app() throws UnfitException {
    Path folder = home.resolve(System.getProperty("llmchat.app", "standalone/target"));
    if (!Files.exists(folder.resolve("llm-chat.jar"))) {
      throw new UnfitException("there is no llm-chat.jar in " + folder + ": use ./llm-chat bench");
    }
    Path options = folder.resolve("jvm.options");
    String further = System.getProperty("llmchat.java.opts", "").strip();
    return new App(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        folder,
        Files.exists(options) ? options : home.resolve("standalone/jvm.options"),
        Stream.of(further.split(" +", -1)).filter(text -> !text.isEmpty()).toList(),
        Optional.of(System.getProperty("llmchat.aot", ""))
            .filter(cache -> !cache.isEmpty())
            .map(Path::of));
  }
}
