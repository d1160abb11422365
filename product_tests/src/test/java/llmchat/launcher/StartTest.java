package llmchat.launcher;

import static llmchat.launcher.LaunchedProject.jdk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import llmchat.launcher.LaunchedProject.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {
  @TempDir Path folder;
  private LaunchedProject project;

  @BeforeEach
  void aMachineWithJdkAndMaven() throws IOException {
    project = new LaunchedProject(folder);
    project.maven();
    jdk(folder.resolve("system/usr/lib/jvm/temurin-25"), "25.0.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash", "busybox"})
  void runsUnder(String shell) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(p -> Files.exists(Path.of(p, shell))));
    Process process =
        project.start(
            shell.equals("busybox")
                ? List.of("busybox", "sh", project.home + "/llm-chat")
                : List.of(shell, project.home + "/llm-chat"));
    Run run = project.await(process);
    assertThat(run.stdout()).as(run.stderr()).endsWith("llm-chat.jar serve\n");
  }

  @Test
  void servesWithoutACommandAndStaysInTheUsersFolder() throws Exception {
    Run run = project.run();
    assertThat(run.stdout())
        .contains(" in " + project.userHome.toRealPath() + ": @")
        .endsWith("llm-chat.jar serve\n");
  }

  @Test
  void passesArgumentsOnAsTheyAre() throws Exception {
    project.run("check-config");
    Run run = project.run("serve", "--config", "a  b", "*");
    assertThat(run.stdout()).endsWith("llm-chat.jar serve --config a  b *\n");
  }

  @Test
  void findsItsFolderThroughSymbolicLinks() throws Exception {
    Path bin = Files.createDirectories(project.userHome.resolve("bin"));
    Path link = Files.createSymbolicLink(bin.resolve("real"), project.home.resolve("llm-chat"));
    Files.createSymbolicLink(bin.resolve("chat"), link.getFileName());
    Run run = project.await(project.start(List.of("sh", bin.resolve("chat").toString())));
    assertThat(run.stdout()).as(run.stderr()).endsWith("llm-chat.jar serve\n");
  }

  @Test
  void addsTheUsersJvmOptionsAfterItsOwn() throws Exception {
    Run run = project.with("LLM_CHAT_JAVA_OPTS", "-Xmx2g -Dx=*").run();
    assertThat(run.stdout()).containsPattern("@.*/jvm.options -Xmx2g -Dx=\\* .*-jar ");
  }

  @Test
  void replacesItsCollectorByTheUsers() throws Exception {
    Run run = project.with("LLM_CHAT_JAVA_OPTS", "-XX:+UseZGC").run();
    assertThat(run.stdout()).contains(" -XX:-UseSerialGC -XX:+UseZGC ");
  }

  @Test
  void helpsWithoutJavaAndWithoutABuild() throws Exception {
    Files.delete(folder.resolve("system/usr/lib/jvm/temurin-25/bin/java"));
    Run run = project.run("--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout())
        .contains("serve", "gateway", "inference", "check-config", "dev", "test", "LLM_CHAT_JDK");
    assertThat(run.stderr()).isEmpty();
    assertThat(project.mavenCalls()).isEmpty();
  }

  @Test
  void helpsWithTheProgramsOwnWordsOnceBuilt() throws Exception {
    project.run("check-config");
    assertThat(project.run("--help").stdout()).contains("llm-chat.jar --help\n", "LLM_CHAT_JDK");
  }

  @Test
  void helpsWithOneCommandInEitherOrder() throws Exception {
    assertThat(project.run("help", "serve").stdout()).contains("llm-chat.jar serve --help\n");
    assertThat(project.run("help", "test").stdout())
        .as("a command of the launcher itself")
        .contains("LLM_CHAT_JDK");
  }

  @Test
  void helpsWithDevelopmentByTheOptionsOfServing() throws Exception {
    assertThat(project.run("dev", "--help").stdout())
        .startsWith("Usage: llm-chat dev [options of serve]\n")
        .endsWith("llm-chat.jar serve --help\n");
    assertThat(project.run("help", "dev").stdout()).startsWith("Usage: llm-chat dev ");
  }

  @Test
  void testsWithMavenAndPassesItsExitCodeOn() throws Exception {
    project.maven("echo 'Tests run: 7'\nexit 3\n");
    Run run = project.run("test", "-Dx=a b");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.stdout()).contains("Tests run: 7");
    assertThat(project.mavenCalls())
        .containsExactly(
            folder.resolve("system/usr/lib/jvm/temurin-25")
                + " -B -ntp -Djdk.wanted=[25,26) verify -Dx=a b");
  }

  @Test
  void startsWithTheCacheThatATrainingRunMade() throws Exception {
    Run first = project.with("LLM_CHAT_AOT", "now").run();
    Run second = project.run();
    assertThat(first.stdout()).contains("-XX:AOTCache=");
    assertThat(second.stdout()).isEqualTo(first.stdout());
    assertThat(caches()).hasSize(1);
  }

  @Test
  void makesAnotherCacheForOtherJvmOptionsAndDeletesTheOld() throws Exception {
    Run first = project.with("LLM_CHAT_AOT", "now").run();
    Run second = project.with("LLM_CHAT_JAVA_OPTS", "-Xmx1g").run();
    assertThat(cacheIn(second)).isNotEqualTo(cacheIn(first));
    assertThat(caches()).containsExactly(cacheIn(second));
  }

  @Test
  void makesAnotherCacheForAnotherBuild() throws Exception {
    Run first = project.with("LLM_CHAT_AOT", "now").run();
    project.file("llm/src/main/java/Main.java", "class Main { int changed; }");
    project.touch("llm/src/main/java/Main.java");
    Run second = project.run();
    assertThat(cacheIn(second)).isNotEqualTo(cacheIn(first));
    assertThat(caches()).containsExactly(cacheIn(second));
  }

  @Test
  void makesAnotherCacheForAnotherJdk() throws Exception {
    Run first = project.with("LLM_CHAT_AOT", "now").run();
    jdk(folder.resolve("system/usr/lib/jvm/temurin-25"), "25.0.4");
    assertThat(cacheIn(project.run())).isNotEqualTo(cacheIn(first));
  }

  @Test
  void startsWithoutACacheWhenTrainingFailsAndTriesOncePerBuild() throws Exception {
    Run run = project.with("LLM_CHAT_AOT", "now").with("FAKE_WARM_UP_EXIT", "1").run();
    assertThat(run.exitCode()).isZero();
    assertThat(run.stdout()).doesNotContain("AOTCache").endsWith("llm-chat.jar serve\n");
    assertThat(project.with("FAKE_WARM_UP_EXIT", "0").run().stdout()).doesNotContain("AOTCache");
  }

  @Test
  void usesNoCacheBesideAnAgent() throws Exception {
    project.with("LLM_CHAT_AOT", "now").with("LLM_CHAT_JAVA_OPTS", "-agentlib:jdwp=x");
    assertThat(project.run().stdout()).doesNotContain("AOTCache");
  }

  private static Path cacheIn(Run run) {
    String stdout = run.stdout();
    int start = stdout.indexOf("-XX:AOTCache=") + "-XX:AOTCache=".length();
    return Path.of(stdout.substring(start, stdout.indexOf(".aot", start) + ".aot".length()));
  }

  private List<Path> caches() throws IOException {
    try (var files = Files.walk(project.home.resolve("target/llm-chat"))) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }
}
