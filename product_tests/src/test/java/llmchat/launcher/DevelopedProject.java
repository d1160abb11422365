package llmchat.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import llmchat.testkit.Await;
import llmchat.web.PackedPage;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A project with a build, under development by the real {@code launcher/Dev.java}. Its program
 * notes which version of it started and stopped, and says what the product says when it serves.
 */
final class DevelopedProject implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path home;
  private final Path said;
  private final Path notes;
  private @Nullable Process dev;

  DevelopedProject(Path folder) throws IOException {
    home = folder.resolve("a project");
    said = folder.resolve("said");
    notes = folder.resolve("notes");
    file(
        "web/src/main/web/index.html",
        "<!--import-map--><!--preloads--><script type=\"module\" src=\"page/app.js\"></script>");
    file("web/src/main/web/app.js", "import {html} from 'lit';");
    source("app", "Entry", entry("Word.word()"));
    source("words", "Word", word("one"));
    build();
  }

  private void build() throws IOException {
    Path classes = home.resolve("target/classes");
    run("javac", "-d", classes, source("app", "Entry"), source("words", "Word"));
    run("jar", "cf", jar(), "-C", classes, ".");
    file("target/llm-chat/current", "app");
  }

  private static void run(String tool, Object... arguments) {
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int exitCode = ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, texts);
    assertThat(exitCode).as(tool).isZero();
  }

  private Path jar() {
    return home.resolve("target/llm-chat.jar");
  }

  private static Path placeOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  /** Makes the build older than all sources. */
  void forgetTheBuild() throws IOException {
    Files.setLastModifiedTime(
        home.resolve("target/llm-chat/current"), FileTime.from(Instant.EPOCH));
  }

  /** Starts development. Returns when the first version serves. */
  void develop() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classPath =
        Stream.of(jar(), placeOf(PackedPage.class), placeOf(NullMarked.class))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> line = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1"));
    line.addAll(List.of("-cp", classPath, "../launcher/Dev.java", home.toString()));
    line.addAll(List.of("app words web", java.toString(), "demo.Entry", notes.toString()));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    dev = builder.redirectOutput(said.toFile()).start();
    awaitStarts(1);
  }

  /** Returns when so many versions have served. */
  void awaitStarts(int count) throws Exception {
    await("dev: started in ", count);
  }

  /** Returns when the words were said. */
  void await(String words) throws Exception {
    await(words, 1);
  }

  private void await(String words, int count) throws Exception {
    Await.until(
        count + " × " + words,
        PATIENCE,
        () -> said().split(words, -1).length > count || !running().isAlive());
    assertThat(said()).contains(words);
  }

  /** What it and the program said. */
  String said() throws IOException {
    return Files.readString(said);
  }

  /** What the versions of the program noted. */
  String notes() throws IOException {
    return Files.exists(notes) ? Files.readString(notes) : "";
  }

  void awaitNotes(String text) throws Exception {
    Await.until(text, PATIENCE, () -> notes().equals(text));
  }

  /** What it compiled. */
  Path output() {
    return home.resolve("target/llm-chat/dev-" + running().pid());
  }

  /** SIGTERM; returns the exit code. */
  int terminate() throws InterruptedException {
    running().destroy();
    assertThat(running().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ended").isTrue();
    return running().exitValue();
  }

  /** SIGKILL. */
  void kill() {
    running().destroyForcibly();
  }

  private Process running() {
    Process running = dev;
    if (running == null) {
      throw new IllegalStateException("it was not started");
    }
    return running;
  }

  Path file(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  Path source(String module, String type) {
    return home.resolve(module + "/src/main/java/demo/" + type + ".java");
  }

  void source(String module, String type, String text) throws IOException {
    file(home.relativize(source(module, type)).toString(), text);
  }

  static String word(String word) {
    return "package demo; class Word { static String word() { return \"" + word + "\"; } }";
  }

  /** The program, with an expression for the word that it notes. */
  static String entry(String word) {
    return """
    package demo;
    import java.nio.file.*;
    public class Entry {
      public static void main(String[] arguments) throws Exception {
        Path notes = Path.of(arguments[0]);
        String word = %s;
        note(notes, "start " + word + ";");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> note(notes, "stop " + word + ";")));
        System.out.println("log of " + word);
        System.out.println("\\nadvice of " + word + "\\nStop with Ctrl-C.");
        Thread.sleep(Long.MAX_VALUE);
      }
      static void note(Path notes, String text) {
        try {
          Files.writeString(notes, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (java.io.IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
    """
        .formatted(word);
  }

  @Override
  public void close() throws InterruptedException {
    if (dev != null && dev.isAlive()) {
      terminate();
    }
  }
}
