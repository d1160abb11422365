package llmchat.web.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
  private static final String INDEX =
      """
      <head><!--import-map-->
      <!--preloads-->
      <script type="module" src="page/app.js"></script></head>
      """;

  @TempDir Path folder;

  private final SortedMap<String, byte[]> own = new TreeMap<>();
  private final SortedMap<String, byte[]> libraries = new TreeMap<>();

  @BeforeEach
  void write() {
    own("index.html", INDEX);
    own("app.js", "import {html} from 'lit';\nimport './chat/a.js';\n");
    own("chat/a.js", "/** @type {import('../b.js').B} */\nexport {b} from '../b.js';\n");
    own(
        "b.js",
        "export const b = 'import x from \"none\"';\nconst later = () => import('./c.js');\n");
    own("c.js", "");
    libraries.put("vendor/lit/index.js", "import'lit-html';".getBytes(UTF_8));
    libraries.put("vendor/lit-html/lit-html.js", new byte[0]);
  }

  @Test
  void preloadsWhatIsImportedAndNotWhatMayBeLater() throws IOException {
    String page = packedIndex();

    assertThat(page.lines().filter(line -> line.contains("modulepreload")))
        .extracting(line -> line.replaceFirst(".*/page/\\w{16}/(.*)\">.*", "$1"))
        .containsExactly("vendor/lit/index.js", "chat/a.js", "vendor/lit-html/lit-html.js", "b.js");
    assertThat(page)
        .containsPattern("<script type=\"module\" src=\"/page/\\w{16}/app.js\">")
        .containsPattern("<script type=\"importmap\">\\{\"imports\":\\{.*}}</script>");
  }

  @Test
  void hasAnotherVersionAfterAnyChangeAndTheSameAfterNone() throws IOException {
    String before = packedIndex();
    assertThat(packedIndex()).isEqualTo(before);
    own("c.js", " ");
    assertThat(packedIndex()).isNotEqualTo(before);
  }

  @Test
  void refusesImportsThatLeadNowhere() {
    for (String wrong :
        List.of(
            "import './none.js';",
            "import x from 'none';",
            "export * from 'lit/none.js';",
            "await import('./none.js');")) {
      own("c.js", wrong);
      assertThatThrownBy(this::packedIndex)
          .as(wrong)
          .isInstanceOf(PackingException.class)
          .hasMessageContaining("c.js imports");
    }
  }

  @Test
  void refusesAFirstLoadThatIsTooHeavy() {
    byte[] noise = new byte[180_000];
    new Random(1).nextBytes(noise);
    own.put("b.js", noise);
    assertThatThrownBy(this::packedIndex)
        .isInstanceOf(PackingException.class)
        .hasMessageContaining("may take 180,000")
        .hasMessageContaining("b.js 18");
  }

  @Test
  void refusesFilesOfWhichNobodyKnowsWhatTheyAre() {
    own("notes.docx", "");
    assertThatThrownBy(this::packedIndex).hasMessageContaining("notes.docx");
  }

  @Test
  void leavesNothingOfWhatWasPackedBefore() throws IOException {
    packedIndex();
    own("app.js", "");
    own.remove("chat/a.js");
    Packing.pack(own, libraries).write(folder);

    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .contains("app.js.gz", "index")
          .doesNotContain("a.js.gz");
    }
  }

  private void own(String name, String text) {
    own.put(name, text.getBytes(UTF_8));
  }

  private String packedIndex() throws IOException {
    Packing.pack(own, libraries).write(folder);
    Path index = folder.resolve("llmchat/web/files/index.html.gz");
    try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(index))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
