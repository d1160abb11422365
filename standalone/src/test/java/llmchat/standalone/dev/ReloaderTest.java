package llmchat.standalone.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small program that notes in a file which version of it started and stopped. */
class ReloaderTest {
  @TempDir Path project;

  private final StringWriter said = new StringWriter();
  private Path notes = Path.of("");
  private Reloader reloader;

  @BeforeEach
  void aRunningProgram() throws IOException {
    notes = project.resolve("notes");
    write("app", "Entry", entry("Word.word()"));
    write("words", "Word", word("one"));
    SourceTree sources = new SourceTree(List.of(project.resolve("app"), project.resolve("words")));
    Path output = Files.createDirectories(project.resolve("out"));
    reloader =
        new Reloader(
            sources,
            new SourceCompiler(sources, List.of(), output),
            ClassLoader.getPlatformClassLoader(),
            "demo.Entry",
            List.of(notes.toString()),
            new PrintWriter(said, true),
            () -> 0L);
    lookTwice();
  }

  @AfterEach
  void stop() throws IOException {
    reloader.close();
  }

  @Test
  void startsWhatTheSourcesSay() throws IOException {
    assertThat(notes()).isEqualTo("start one;");
    assertThat(said.toString()).isEqualTo("dev: running after 0 ms\n");
  }

  @Test
  void replacesTheRunningVersionWhenASourceIsSaved() throws IOException {
    write("words", "Word", word("two, longer"));
    lookTwice();
    assertThat(notes()).isEqualTo("start one;stop one;start two, longer;");
  }

  @Test
  void leavesTheRunningVersionAloneWhileNothingIsSaved() throws IOException {
    lookTwice();
    assertThat(notes()).isEqualTo("start one;");
  }

  @Test
  void waitsUntilTheSourcesRest() throws IOException {
    write("words", "Word", word("half written"));
    reloader.look();
    write("words", "Word", word("wholly written"));
    reloader.look();
    assertThat(notes()).isEqualTo("start one;");
    reloader.look();
    assertThat(notes()).isEqualTo("start one;stop one;start wholly written;");
  }

  @Test
  void keepsTheOldVersionAndShowsFileAndLineWhenASourceDoesNotCompile() throws IOException {
    write("words", "Word", "package demo;\nclass Word { int word() { return \"\"; } }");
    lookTwice();
    assertThat(notes()).isEqualTo("start one;");
    assertThat(said.toString())
        .contains("Word.java:2: error: incompatible types")
        .endsWith("dev: not compiled: the version before it goes on\n");
  }

  @Test
  void compilesOnlyWhatChangedWhileOtherClassesSeeNoDifference() throws IOException {
    write("words", "Word", word("two"));
    lookTwice();
    assertThat(project.resolve("out/classes-2/demo/Word.class")).exists();
    assertThat(project.resolve("out/classes-2/demo/Entry.class")).doesNotExist();
    assertThat(project.resolve("out/classes-3")).doesNotExist();
  }

  @Test
  void compilesClassesThatInlinedAChangedConstant() throws IOException {
    write("words", "Word", "package demo; class Word { static final String WORD = \"one\"; }");
    write("app", "Entry", entry("Word.WORD"));
    lookTwice();
    write("words", "Word", "package demo; class Word { static final String WORD = \"two\"; }");
    lookTwice();
    assertThat(notes()).endsWith("start two;");
  }

  @Test
  void packsThePageAnewWhenAFileOfItIsSaved() throws IOException {
    Path page = Files.createDirectories(project.resolve("words/src/main/web"));
    Files.writeString(
        page.resolve("index.html"),
        "<!--import-map--><!--preloads--><script type=\"module\" src=\"page/app.js\"></script>");
    Files.writeString(page.resolve("app.js"), "import {html} from 'lit';");
    lookTwice();
    assertThat(project.resolve("out/classes-2/llmchat/web/files/app.js.gz")).exists();
    assertThat(notes()).isEqualTo("start one;stop one;start one;");

    Files.writeString(page.resolve("app.js"), "import './none.js';");
    lookTwice();
    assertThat(said.toString())
        .contains("page: app.js imports \"./none.js\", and there is no none.js");
    assertThat(notes()).isEqualTo("start one;stop one;start one;");
  }

  @Test
  void noticesThatAClassIsGone() throws IOException {
    Files.delete(project.resolve("words/src/main/java/demo/Word.java"));
    lookTwice();
    assertThat(said.toString()).contains("cannot find symbol");
    assertThat(notes()).isEqualTo("start one;");
  }

  @Test
  void compilesClassesThatDependOnAChangedSignature() throws IOException {
    write(
        "words", "Word", word("one").replace("static String word()", "static String word(int n)"));
    lookTwice();
    assertThat(said.toString()).contains("Entry.java");
    assertThat(notes()).isEqualTo("start one;");
    write("app", "Entry", entry("Word.word(7)"));
    lookTwice();
    assertThat(notes()).isEqualTo("start one;stop one;start one;");
  }

  @Test
  void goesBackToTheOldVersionWhenTheNewOneDoesNotStart() throws IOException {
    write("app", "Entry", entry("Word.word().substring(99)"));
    lookTwice();
    assertThat(notes()).isEqualTo("start one;stop one;start one;");
    assertThat(said.toString())
        .contains("StringIndexOutOfBoundsException")
        .endsWith("dev: not started: the version before it goes on\n");
  }

  @Test
  void servesResourcesAsTheyAreNow() throws IOException {
    write(
        "app",
        "Entry",
        entry("new String(Entry.class.getResourceAsStream(\"/word.txt\").readAllBytes())"));
    Path resource = project.resolve("words/src/main/resources/word.txt");
    Files.createDirectories(resource.resolveSibling(""));
    Files.writeString(resource, "from a file");
    lookTwice();
    assertThat(notes()).endsWith("start from a file;");
    Files.writeString(resource, "from a changed file");
    lookTwice();
    assertThat(notes()).endsWith("stop from a file;start from a changed file;");
  }

  @Test
  void stopsTheServicesAndRemovesItsFilesAtTheEnd() throws IOException {
    reloader.close();
    assertThat(notes()).isEqualTo("start one;stop one;");
    assertThat(project.resolve("out")).doesNotExist();
    aRunningProgram();
  }

  private void lookTwice() throws IOException {
    reloader.look();
    reloader.look();
  }

  private String notes() throws IOException {
    return Files.readString(notes);
  }

  private void write(String module, String name, String source) throws IOException {
    Path file = project.resolve(module + "/src/main/java/demo/" + name + ".java");
    Files.createDirectories(file.getParent());
    Files.write(file, source.getBytes(UTF_8));
  }

  private static String word(String word) {
    return "package demo; class Word { static String word() { return \"" + word + "\"; } }";
  }

  private static String entry(String word) {
    return """
    package demo;
    import java.nio.file.*;
    public class Entry {
      public static AutoCloseable start(String[] arguments) throws Exception {
        Path notes = Path.of(arguments[0]);
        String word = %s;
        note(notes, "start " + word + ";");
        return () -> note(notes, "stop " + word + ";");
      }
      static void note(Path notes, String text) throws Exception {
        Files.writeString(notes, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    }
    """
        .formatted(word);
  }
}
