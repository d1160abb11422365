package llmchat.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import llmchat.bench.machine.UnfitException;
import llmchat.bench.subject.App;
import picocli.CommandLine.Option;

/** Where things are. The launcher says it; a user has no reason to. */
final class Installation {
  @Option(
      names = "--home",
      hidden = true,
      defaultValue = "${sys:llmchat.home:-.}",
      description = "The project's folder.")
  private Path home = Path.of(".");

  @Option(
      names = "--app",
      hidden = true,
      defaultValue = "${sys:llmchat.app:-standalone/target}",
      description = "The folder with llm-chat.jar and lib/.")
  private Path app = Path.of("standalone/target");

  @Option(
      names = "--start-cache",
      hidden = true,
      defaultValue = "${sys:llmchat.aot:-}",
      description = "The start-up cache of the program; none if empty.")
  private String startCache = "";

  @Option(
      names = "--java-options",
      hidden = true,
      defaultValue = "${sys:llmchat.java.opts:-}",
      description = "Options for the program's JVM besides its own, with blanks between.")
  private String javaOptions = "";

  @Option(
      names = "--kept",
      hidden = true,
      defaultValue = "${sys:llmchat.bench.kept:-target/bench}",
      description = "What stays between runs: samples.json, installed peers.")
  private Path kept = Path.of("target/bench");

  /** Of the project. */
  Path home() {
    return home.toAbsolutePath().normalize();
  }

  /** For what is kept between runs and is no part of the sources. */
  Path kept() {
    return home().resolve(kept);
  }

  /**
   * The program, on the JVM that this runs on.
   *
   * @throws UnfitException if it has not been built
   */
  App app() throws UnfitException {
    Path folder = home().resolve(app);
    if (!Files.exists(folder.resolve("llm-chat.jar"))) {
      throw new UnfitException("there is no llm-chat.jar in " + folder + ": use ./llm-chat bench");
    }
    Path options = folder.resolve("jvm.options");
    return new App(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        folder,
        Files.exists(options) ? options : home().resolve("standalone/jvm.options"),
        Stream.of(javaOptions.strip().split(" +", -1)).filter(text -> !text.isEmpty()).toList(),
        startCache.isEmpty() ? Optional.empty() : Optional.of(Path.of(startCache)));
  }
}
