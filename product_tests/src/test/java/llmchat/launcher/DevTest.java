package llmchat.launcher;

import static llmchat.launcher.DevelopedProject.entry;
import static llmchat.launcher.DevelopedProject.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import llmchat.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevTest {
  @TempDir Path folder;
  private DevelopedProject project;

  @BeforeEach
  void aProject() throws IOException {
    project = new DevelopedProject(folder);
  }

  @AfterEach
  void stop() throws InterruptedException {
    project.close();
  }

  @Test
  void startsTheBuildAndReplacesItWhenASourceIsSaved() throws Exception {
    project.develop();
    assertThat(project.notes()).isEqualTo("start one;");
    assertThat(project.said()).doesNotContain("compiled").contains("advice of one");
    project.source("words", "Word", word("two, longer"));
    project.awaitStarts(2);
    assertThat(project.notes()).isEqualTo("start one;stop one;start two, longer;");
    assertThat(project.said()).contains("log of two").doesNotContain("advice of two");
  }

  @Test
  void compilesAtOnceWhereASourceIsNewerThanTheBuild() throws Exception {
    project.source("words", "Word", word("not built"));
    project.forgetTheBuild();
    project.develop();
    assertThat(project.notes()).isEqualTo("start not built;");
  }

  @Test
  void keepsTheOldVersionAndShowsFileAndLineWhenASourceDoesNotCompile() throws Exception {
    project.develop();
    project.source("words", "Word", "package demo;\nclass Word { int word() { return \"\"; } }");
    project.await("dev: not compiled: the version before it goes on\n");
    assertThat(project.said()).contains("Word.java:2: error: incompatible types");
    assertThat(project.notes()).isEqualTo("start one;");
  }

  @Test
  void noticesThatAClassIsGone() throws Exception {
    project.develop();
    Files.delete(project.source("words", "Word"));
    project.await("dev: not compiled: the version before it goes on\n");
    assertThat(project.said()).contains("Entry.java").contains("cannot find symbol");
    assertThat(project.notes()).isEqualTo("start one;");
  }

  @Test
  void compilesClassesThatInlinedAChangedConstant() throws Exception {
    project.source("app", "Entry", entry("Word.WORD"));
    project.source(
        "words", "Word", "package demo; class Word { static final String WORD = \"A\"; }");
    project.forgetTheBuild();
    project.develop();
    project.source(
        "words", "Word", "package demo; class Word { static final String WORD = \"B\"; }");
    project.awaitStarts(2);
    assertThat(project.notes()).isEqualTo("start A;stop A;start B;");
  }

  @Test
  void packsThePageAnewWhenAFileOfItIsSaved() throws Exception {
    project.develop();
    project.file("web/src/main/web/app.js", "import {html} from 'lit'; // saved");
    project.awaitStarts(2);
    try (Stream<Path> files = Files.walk(project.output())) {
      assertThat(files.filter(file -> file.endsWith("llmchat/web/files/app.js.gz"))).isNotEmpty();
    }
    project.file("web/src/main/web/app.js", "import './none.js';");
    project.await("dev: not compiled: the version before it goes on\n");
    assertThat(project.said()).contains("app.js imports \"./none.js\", and there is no none.js");
    assertThat(project.notes()).isEqualTo("start one;stop one;start one;");
  }

  @Test
  void goesBackToTheOldVersionWhenTheNewOneDoesNotStart() throws Exception {
    project.develop();
    project.source("app", "Entry", entry("Word.word().substring(99)"));
    project.awaitStarts(2);
    assertThat(project.notes()).isEqualTo("start one;stop one;start one;");
    assertThat(project.said())
        .contains("StringIndexOutOfBoundsException")
        .contains("dev: not started: back to the version before it\n");
  }

  /** The one to go back to was compiled here, and an attempt that failed came after it. */
  @Test
  void keepsTheClassesOfTheVersionToGoBackTo() throws Exception {
    project.develop();
    project.source("words", "Word", word("two"));
    project.awaitStarts(2);
    project.source("words", "Word", "class");
    project.await("dev: not compiled");
    project.source("words", "Word", word("three").replace("\"three\"", "\"three\".substring(9)"));
    project.awaitStarts(3);
    assertThat(project.notes()).endsWith("start two;stop two;start two;");
  }

  @Test
  void servesResourcesAsTheyAreNow() throws Exception {
    String read = "new String(Entry.class.getResourceAsStream(\"/word.txt\").readAllBytes())";
    project.source("app", "Entry", entry(read));
    project.file("words/src/main/resources/word.txt", "from a file");
    project.forgetTheBuild();
    project.develop();
    project.file("words/src/main/resources/word.txt", "from a changed file");
    project.awaitStarts(2);
    assertThat(project.notes())
        .isEqualTo("start from a file;stop from a file;start from a changed file;");
  }

  @Test
  void stopsTheProgramAndDeletesWhatItCompiledAtTheEnd() throws Exception {
    project.forgetTheBuild();
    project.develop();
    assertThat(project.output()).isNotEmptyDirectory();
    assertThat(project.terminate()).isZero();
    assertThat(project.notes()).isEqualTo("start one;stop one;");
    assertThat(project.output()).doesNotExist();
  }

  @Test
  void leavesNothingBehindEvenWhenItIsKilled() throws Exception {
    project.forgetTheBuild();
    project.develop();
    project.kill();
    project.awaitNotes("start one;stop one;");
    Await.until("nothing is left", () -> !Files.exists(project.output()));
  }
}
