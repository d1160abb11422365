package llmchat.launcher;

import static llmchat.launcher.LaunchedProject.jdk;
import static llmchat.launcher.LaunchedProject.script;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import llmchat.launcher.LaunchedProject.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindJdkTest {
  @TempDir Path folder;
  private LaunchedProject project;

  @BeforeEach
  void aProjectThatBuilds() throws IOException {
    project = new LaunchedProject(folder);
    project.maven();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system/usr/lib/jvm/temurin 25",
        "system/usr/java/jdk-25",
        "system/opt/java/openjdk",
        "system/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
        "a user/.sdkman/candidates/java/25-tem",
        "a user/.asdf/installs/java/temurin-25",
        "a user/.jabba/jdk/temurin@25",
        "a user/.jabba/jdk/temurin@25/Contents/Home",
        "a user/.local/share/mise/installs/java/25",
        "a user/.jdks/temurin-25",
        "a project/.jdk/jdk-25",
        "a project/.jdk/jdk-25/Contents/Home",
      })
  void findsTheJdkIn(String place) throws Exception {
    Path jdk = jdk(folder.resolve(place), "25.0.1");
    assertRunsOn(jdk);
  }

  @Test
  void findsTheJdkThatJavaHomeNames() throws Exception {
    Path jdk = jdk(folder.resolve("anywhere"), "25");
    project.with("JAVA_HOME", jdk.toString());
    assertRunsOn(jdk);
  }

  @Test
  void findsTheJdkThatLlmChatJdkNames() throws Exception {
    jdk(folder.resolve("system/usr/lib/jvm/other"), "25.0.3");
    Path jdk = jdk(folder.resolve("mine"), "25");
    project.with("LLM_CHAT_JDK", jdk.toString());
    assertRunsOn(jdk);
  }

  @Test
  void findsTheJdkThatJavaOnThePathBelongsTo() throws Exception {
    Path jdk = jdk(folder.resolve("anywhere"), "25");
    Files.createSymbolicLink(project.programs.resolve("alternative"), jdk.resolve("bin/java"));
    Files.createSymbolicLink(project.programs.resolve("java"), Path.of("alternative"));
    assertRunsOn(jdk.toRealPath());
  }

  @Test
  void asksAShimOnThePathWhereItsJavaIs() throws Exception {
    Path jdk = jdk(folder.resolve("anywhere"), "25");
    script(project.programs.resolve("java"), "echo '    java.home = " + jdk + "' >&2\n");
    assertRunsOn(jdk);
  }

  @Test
  void asksJavaHomeOnAMac() throws Exception {
    Path jdk = jdk(folder.resolve("anywhere"), "25");
    script(
        project.system.resolve("usr/libexec/java_home"),
        "[ \"$*\" = '-v 25' ] && echo '" + jdk + "'\n");
    assertRunsOn(jdk);
  }

  @Test
  void readsTheVersionFromJavaItselfWithoutAReleaseFile() throws Exception {
    Path jdk = jdk(folder.resolve("system/usr/lib/jvm/plain"), "25.0.2");
    Files.delete(jdk.resolve("release"));
    assertRunsOn(jdk);
  }

  @Test
  void prefers25ToEveryOtherRelease() throws Exception {
    project.with("JAVA_HOME", jdk(folder.resolve("old"), "17.0.9").toString());
    jdk(folder.resolve("system/usr/lib/jvm/a-newer"), "26");
    jdk(folder.resolve("system/usr/lib/jvm/b-older"), "1.8.0_392");
    assertRunsOn(jdk(folder.resolve("a user/.jdks/z"), "25.0.1"));
  }

  @Test
  void takesTheNearestNewerReleaseWhereThereIsNo25() throws Exception {
    jdk(folder.resolve("system/usr/lib/jvm/a"), "27-ea");
    Path jdk = jdk(folder.resolve("system/usr/lib/jvm/b"), "26.0.1");
    assertRunsOn(jdk);
    assertThat(project.mavenCalls()).singleElement().asString().contains("-Djdk.wanted=[26,27)");
  }

  @Test
  void buildsWithAJdkEvenWhereARuntimeWithoutCompilerComesFirst() throws Exception {
    Files.delete(jdk(folder.resolve("system/usr/lib/jvm/a-jre"), "25").resolve("bin/javac"));
    assertRunsOn(jdk(folder.resolve("system/usr/lib/jvm/b"), "25"));
  }

  @Test
  void searchesAnewWhenTheRememberedJdkIsGone() throws Exception {
    Path first = jdk(folder.resolve("system/usr/lib/jvm/first"), "25");
    assertRunsOn(first);
    Files.move(first, folder.resolve("system/usr/lib/jvm/second"));
    assertRunsOn(folder.resolve("system/usr/lib/jvm/second"));
  }

  @Test
  void searchesAnewWhenTheRememberedJdkBecameAnother() throws Exception {
    Path jdk = jdk(folder.resolve("system/usr/lib/jvm/current"), "25");
    assertRunsOn(jdk);
    jdk(jdk, "21.0.1");
    assertRunsOn(jdk(folder.resolve("a user/.jdks/other"), "25"));
  }

  @Test
  void saysInOneLineWhatToInstallWhereThereIsNone() throws Exception {
    jdk(folder.resolve("system/usr/lib/jvm/old"), "21.0.2");
    Run run = project.run("serve");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr())
        .startsWith("llm-chat: no JDK 25 found: install one")
        .containsOnlyOnce("\n");
  }

  @Test
  void saysInOneLineThatTheNamedJdkIsUnfit() throws Exception {
    jdk(folder.resolve("system/usr/lib/jvm/good"), "25");
    Path old = jdk(folder.resolve("old"), "17");
    Run run = project.with("LLM_CHAT_JDK", old.toString()).run();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.stderr())
        .isEqualTo(
            "llm-chat: LLM_CHAT_JDK=" + old + " is not a JDK 25: point it at one or unset it\n");
  }

  private void assertRunsOn(Path jdk) throws IOException, InterruptedException {
    Run run = project.run("check-config");
    assertThat(run.stdout()).as(run.stderr()).startsWith(jdk.resolve("bin/java") + " in ");
    assertThat(run.exitCode()).isZero();
  }
}
