package llmchat.bench.subject;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Another gateway, which a script in {@code bench/peers} knows how to install and to run; {@code
 * peer.sh} there says what such a script is asked.
 */
public final class Peer implements Subject {
  private static final int CANNOT_BE_HAD = 3;

  private final Path script;
  private final Consumer<String> notice;

  /** The peer of that script; {@code notice} is told what takes long. */
  public Peer(Path script, Consumer<String> notice) {
    this.script = script.toAbsolutePath();
    this.notice = notice;
  }

  /** All peers whose scripts lie in a folder, by name; the parts that they share are no script. */
  public static List<Peer> in(Path folder, Consumer<String> notice) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
          .sorted()
          .map(file -> new Peer(file, notice))
          .toList();
    }
  }

  @Override
  public String name() {
    return String.valueOf(script.getFileName());
  }

  /** The version that is measured; {@code source} if that is up to the sources on this machine. */
  public String version() throws IOException, InterruptedException {
    return tell("version").strip();
  }

  @Override
  public int connections() throws IOException, InterruptedException {
    return Integer.parseInt(tell("connections").strip());
  }

  /** Installs it first, if it is not in the cache, which takes up to some minutes. */
  @Override
  public Started start(Place place) throws IOException, InterruptedException, UnavailableException {
    String cache = place.cache().toAbsolutePath().toString();
    String upstream = Integer.toString(place.upstreamPort());
    OptionalLong bytes = install(Path.of(cache));
    int port = Place.freePort();
    List<String> command =
        List.of(
            script.toString(),
            "run",
            cache,
            place.folder().toAbsolutePath().toString(),
            Integer.toString(port),
            upstream);
    return Started.start(
        port,
        tell("path").strip(),
        tell("headers", upstream).lines().toList(),
        bytes,
        () -> List.of(Program.start(name(), place, Map.of(), command)));
  }

  private OptionalLong install(Path cache)
      throws IOException, InterruptedException, UnavailableException {
    Files.createDirectories(cache);
    Answer answer = ask("install", cache.toString());
    if (answer.exitCode() == CANNOT_BE_HAD) {
      throw new UnavailableException(name() + " " + answer.text().strip());
    }
    expectSuccess(answer, "install");
    return OptionalLong.of(size(cache.resolve(name() + "-" + version())));
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /**
   * What the script said.
   *
   * @param text its standard output
   */
  private record Answer(int exitCode, String text) {}

  private String tell(String... arguments) throws IOException, InterruptedException {
    Answer answer = ask(arguments);
    expectSuccess(answer, arguments[0]);
    return answer.text();
  }

  private void expectSuccess(Answer answer, String command) throws IOException {
    if (answer.exitCode() != 0) {
      throw new IOException(
          "%s %s ended with %d: %s".formatted(script, command, answer.exitCode(), answer.text()));
    }
  }

  private Answer ask(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    Thread notices = Thread.startVirtualThread(() -> process.errorReader().lines().forEach(notice));
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    notices.join();
    return new Answer(process.waitFor(), text);
  }
}
